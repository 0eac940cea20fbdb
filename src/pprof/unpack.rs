use super::error::ProfileError;
use super::limits::{Limits, MAX_RATIO, MIN_UNPACKED};
use flate2::read::MultiGzDecoder;
use std::borrow::Cow;
use std::io::Read;

/// The first two bytes of gzip.
const GZIP: [u8; 2] = [0x1f, 0x8b];

/// The message itself, out of gzip where it is packed.
pub(super) fn unpack<'a>(bytes: &'a [u8], limits: &Limits) -> Result<Cow<'a, [u8]>, ProfileError> {
    if bytes.is_empty() {
        return Err(ProfileError::Empty);
    }
    if bytes.starts_with(&GZIP) {
        return gunzip(bytes, limits).map(Cow::Owned);
    }
    if bytes.len() > limits.bytes {
        return Err(ProfileError::TooLong { limit: limits.bytes });
    }
    Ok(Cow::Borrowed(bytes))
}

fn gunzip(packed: &[u8], limits: &Limits) -> Result<Vec<u8>, ProfileError> {
    let expected = packed.len().saturating_mul(MAX_RATIO).saturating_add(MIN_UNPACKED);
    let most = expected.min(limits.bytes);
    let mut unpacked = Vec::new();
    // One byte beyond tells more from enough.
    let mut stream = MultiGzDecoder::new(packed).take(most as u64 + 1);
    let ended = stream.read_to_end(&mut unpacked);
    if unpacked.len() > most {
        return Err(match most == limits.bytes {
            true => ProfileError::TooLong { limit: most },
            false => ProfileError::Expands { packed: packed.len(), limit: most },
        });
    }
    match ended {
        Ok(0) => Err(ProfileError::Empty),
        Ok(_) => Ok(unpacked),
        Err(error) => {
            Err(ProfileError::Gzip { unpacked: unpacked.len(), message: error.to_string() })
        }
    }
}
