// Whose substitute somebody is (Membership.deputises): an older styrgraf, which would drop it, no longer opens the store.
CREATE INDEX membership_deputises IF NOT EXISTS FOR (n:Membership) ON (n.deputises);
CALL db.awaitIndexes(120);
