//! Document → Appendix.
