import { Column, Entity, PrimaryColumn } from 'typeorm';

/** One line of the membership register: what a sign-in may act as, from when to when, and who approved it. */
@Entity('member')
export class Member {
  @PrimaryColumn('text')
  issuer!: string;

  @PrimaryColumn('text')
  subject!: string;

  @PrimaryColumn('timestamptz')
  validFrom!: Date;

  /** Null while the membership has no end; the moment itself is outside it. */
  @Column('timestamptz', { nullable: true })
  validTo!: Date | null;

  @Column('text')
  displayName!: string;

  /** Registry code of the employer, or `MASH`. */
  @Column('text')
  agency!: string;

  @Column('text', { array: true })
  roles!: string[];

  @Column('text', { array: true })
  teams!: string[];

  @Column('text')
  approvedBy!: string;
}
