//! Business cases: what a learning route costs and brings.

use super::super::format::*;
use super::Computation;

/// A learning route's costs and benefits.
#[derive(Debug, Clone)]
pub struct RouteTotal {
    /// Name.
    pub name: String,
    /// Costs in euros, each with its label.
    pub costs: Vec<(String, f64)>,
    /// Benefits in euros, each with its label.
    pub benefits: Vec<(String, f64)>,
}

impl RouteTotal {
    /// Benefits minus costs, in euros.
    pub fn balance(&self) -> f64 {
        let sum = |list: &[(String, f64)]| list.iter().map(|(_, amount)| amount).sum::<f64>();
        sum(&self.benefits) - sum(&self.costs)
    }

    /// "Sluitend": the benefits are at least the costs.
    pub fn is_balanced(&self) -> bool {
        self.balance() >= 0.0
    }
}

impl Computation<'_> {
    pub(super) fn business_case(&self) -> Vec<RouteTotal> {
        let amounts = |list: &[AmountKeys]| list.iter().map(|a| (a.label.clone(), a.amount)).collect();
        let routes = self.keys.routes.iter().flat_map(|r| &r.value);
        routes
            .map(|route| RouteTotal {
                name: route.name.clone(),
                costs: amounts(&route.costs),
                benefits: amounts(&route.benefits),
            })
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_business_case_is_balanced_when_the_benefits_are_at_least_the_costs() {
        let route = |costs: f64, benefits: f64| RouteTotal {
            name: String::new(),
            costs: vec![(String::new(), costs)],
            benefits: vec![(String::new(), benefits)],
        };
        assert!(route(100.0, 100.0).is_balanced());
        assert!(!route(100.0, 99.0).is_balanced());
    }
}
