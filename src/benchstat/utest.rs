pub enum Outcome {
    P(f64),
    AllEqual,
    NotANumber,
}
pub struct UTest(crate::stats::UTest);
impl UTest {
    pub fn new() -> Self {
        UTest(crate::stats::UTest::new())
    }
    pub fn p(&mut self, x: &[f64], y: &[f64], _alpha: f64) -> Outcome {
        if x.iter().chain(y).any(|v| v.is_nan()) {
            return Outcome::NotANumber;
        }
        let r = crate::stats::Ranking::new(x, y);
        if r.ties().len() == 1 {
            return Outcome::AllEqual;
        }
        Outcome::P(self.0.two_sided(&r).p)
    }
}
