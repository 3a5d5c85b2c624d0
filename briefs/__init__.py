"""The craft: articles in, briefs out. Pure: no network, no database, no Discord, no clock."""
