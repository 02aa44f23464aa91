import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Where people live and how they are related, as each agency says. */
export class IdentityNetwork1795305600200 implements MigrationInterface {
  readonly name = 'IdentityNetwork1795305600200';

  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      create table agency_address (
        agency text not null,
        person text not null,
        keys text[] not null,
        address jsonb not null,
        valid_from date,
        valid_to date,
        protected boolean not null,
        foreign key (agency, person) references agency_person on delete cascade
      );
      create index agency_address_person on agency_address (agency, person);
      create index agency_address_keys on agency_address using gin (keys);
      comment on column agency_address.keys is 'What makes two addresses one place: the UPRN; first line and postcode.';
      create table agency_relationship (
        agency text not null,
        person text not null,
        other text not null,
        type text not null,
        valid_from date,
        valid_to date,
        parental_responsibility boolean,
        generation int not null
      );
      create index agency_relationship_person on agency_relationship (agency, person);
      create index agency_relationship_other on agency_relationship (agency, other);
      comment on table agency_relationship is 'Person is <type> of other (PARENT: person is a parent of other); both are ids of that agency.';`);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('drop table agency_relationship, agency_address');
  }
}
