import { accessToken } from './sign-in-client';

/** Prints an access token of the development sign-in, and nothing else: `npm run --silent token -- <persona>`. */
async function main(persona: string | undefined): Promise<void> {
  if (persona === undefined) {
    throw new Error('Usage: npm run --silent token -- <persona>, for example mash-analyst');
  }
  process.stdout.write(`${await accessToken(persona)}\n`);
}

main(process.argv[2]).catch((error: unknown) => {
  process.stderr.write(`${(error as Error).message}\n`);
  process.exit(1);
});
