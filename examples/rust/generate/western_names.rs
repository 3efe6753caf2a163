//! Western given names and surnames, for about one customer in twelve.

/// Given names of men.
pub(crate) const MEN: &str = "
John Michael David James Robert Thomas Daniel Peter Andrew Mark Paul Steven Kevin Brian Eric Stefan
Lukas Pierre Marco Carlos Ivan Henrik Oliver Simon Patrick Martin
";

/// Given names of women.
pub(crate) const WOMEN: &str = "
Mary Jennifer Linda Susan Emily Sarah Laura Anna Sophie Julia Emma Olivia Claire Maria Elena
Katharina Chloe Hannah Grace Alice Rachel Nicole
";

/// Surnames.
pub(crate) const SURNAMES: &str = "
Smith Johnson Williams Brown Jones Miller Davis Wilson Anderson Taylor Moore Jackson White Harris
Clark Lewis Walker Hall Young King Wright Scott Green Baker Adams Nelson Carter Mitchell Turner
Phillips Campbell Parker Evans Edwards Collins Stewart Morris Murphy Cook Rogers Schmidt Fischer
Weber Wagner Dubois Laurent Rossi Ferrari Garcia Martinez Novak Jensen Larsen Ivanov O'Brien Keller
";
