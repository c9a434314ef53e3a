create table item (
  id integer
);
