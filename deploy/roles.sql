-- The two roles of an installation, in the database that psql is connected to. Run it as a superuser; it may be run again,
-- which sets the passwords anew. The PostgreSQL of docker-compose.yml runs it when it makes its data.
--
--   comity_owner  owns the tables and is used by `manage.py migrate` alone
--   comity        is what web, worker and scheduler run as: it reads and writes rows, and changes no table and no trigger,
--                 so what triggers promise (audit rows and published drafts do not change) holds against it
--
-- The passwords come from the environment: OWNER_PASSWORD and DATABASE_PASSWORD.
\set ON_ERROR_STOP on
\getenv owner_password OWNER_PASSWORD
\getenv password DATABASE_PASSWORD

SELECT format('CREATE ROLE %I', name) FROM unnest(ARRAY['comity_owner', 'comity']) AS name
WHERE NOT EXISTS (SELECT FROM pg_roles WHERE rolname = name) \gexec
ALTER ROLE comity_owner LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOREPLICATION NOBYPASSRLS PASSWORD :'owner_password';
ALTER ROLE comity LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOREPLICATION NOBYPASSRLS PASSWORD :'password';

SELECT current_database() AS database \gset
REVOKE ALL ON DATABASE :"database" FROM PUBLIC;
-- CREATE on the database: extensions that PostgreSQL trusts, such as pg_trgm, are installed by migrations.
GRANT CONNECT, CREATE, TEMPORARY ON DATABASE :"database" TO comity_owner;
-- TEMPORARY: an import puts threads together in a temporary table.
GRANT CONNECT, TEMPORARY ON DATABASE :"database" TO comity;

REVOKE ALL ON SCHEMA public FROM PUBLIC;
GRANT USAGE, CREATE ON SCHEMA public TO comity_owner;
GRANT USAGE ON SCHEMA public TO comity;
ALTER DEFAULT PRIVILEGES FOR ROLE comity_owner IN SCHEMA public
    GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO comity;
ALTER DEFAULT PRIVILEGES FOR ROLE comity_owner IN SCHEMA public
    GRANT USAGE, SELECT ON SEQUENCES TO comity;
