-- Whose substitute somebody is (Membership.deputises); the view of seats tells it from 0005 on.

ALTER TABLE memberships ADD COLUMN deputises TEXT REFERENCES persons (id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE evidence ADD COLUMN deputises TEXT;
