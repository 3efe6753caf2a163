//! Which records are the same customer: block → compare → train → score → cluster.

pub mod block;
pub mod calibrate;
pub mod cluster;
pub mod cohesion;
pub mod compare;
pub mod curve;
pub mod dependence;
pub mod evaluate;
pub mod identifiability;
pub mod joint;
pub mod labels;
pub mod rarity;
pub mod score;
pub mod train;
pub mod worth;
