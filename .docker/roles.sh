#!/bin/sh
# Run once by PostgreSQL when its data folder is new: the role that owns the tables, and the one that uses them.
set -eu
psql -v ON_ERROR_STOP=1 -v owner="$(cat /run/secrets/owner_password)" -v app="$(cat /run/secrets/app_password)" <<'SQL'
CREATE ROLE verifier_owner LOGIN PASSWORD :'owner';
CREATE ROLE verifier_app LOGIN PASSWORD :'app';
CREATE DATABASE verifier OWNER verifier_owner;
REVOKE ALL ON DATABASE verifier FROM PUBLIC;
GRANT CONNECT ON DATABASE verifier TO verifier_app;
SQL
