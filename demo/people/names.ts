/** Common British given and family names, in no order of meaning. Whoever they make up is fictional. */

export const GIRLS = [
  'Amelia', 'Olivia', 'Isla', 'Ava', 'Lily', 'Freya', 'Aisha', 'Maryam', 'Zara', 'Poppy', 'Evie', 'Grace', 'Sophie', 'Chloe', 'Ellie',
  'Fatima', 'Hannah', 'Jessica', 'Megan', 'Niamh', 'Phoebe', 'Ruby', 'Safiya', 'Tilly', 'Willow', 'Yasmin', 'Bethany', 'Caitlin', 'Daisy', 'Erin',
] as const;

export const BOYS = [
  'Oliver', 'George', 'Arthur', 'Noah', 'Muhammad', 'Leo', 'Harry', 'Oscar', 'Archie', 'Jack', 'Alfie', 'Callum', 'Daniel', 'Ethan', 'Finley',
  'Hamza', 'Ibrahim', 'Jacob', 'Kai', 'Liam', 'Mason', 'Nathan', 'Owen', 'Reece', 'Samuel', 'Thomas', 'Tyler', 'William', 'Yusuf', 'Zachary',
] as const;

export const WOMEN = [
  'Sarah', 'Emma', 'Laura', 'Gemma', 'Claire', 'Nicola', 'Rebecca', 'Kelly', 'Stacey', 'Leanne', 'Samantha', 'Natalie', 'Ayesha', 'Shabana', 'Joanne',
  'Michelle', 'Donna', 'Hayley', 'Katie', 'Rachel',
] as const;

export const MEN = [
  'David', 'Michael', 'Paul', 'Mark', 'Andrew', 'Lee', 'Craig', 'Darren', 'Jason', 'Wayne', 'Imran', 'Asif', 'Christopher', 'Stephen', 'Gary',
  'Kevin', 'Ryan', 'Shaun', 'Carl', 'Robert',
] as const;

export const FAMILIES = [
  'Hartley', 'Ainsworth', 'Duckworth', 'Entwistle', 'Haworth', 'Holden', 'Kershaw', 'Pickup', 'Rishton', 'Walmsley', 'Ahmed', 'Patel', 'Hussain', 'Khan',
  'Begum', 'Smith', 'Jones', 'Taylor', 'Brown', 'Wilson', 'Walker', 'Green', 'Wood', 'Cooper', 'Ward', 'Fielding', 'Greenhalgh', 'Leaver', 'Nuttall',
  'Ormerod', 'Riley', 'Shorrock', 'Slater', 'Whittle', 'Yates', 'Bamber', 'Catlow', 'Eccles', 'Halliwell', 'Marsden',
] as const;

export const STREETS = [
  'Accrington Road', 'Bolton Road', 'Corporation Street', 'Dickinson Street', 'Exchange Street', 'Fielden Street', 'Granville Road', 'Higher Lane',
  'Infirmary Road', 'Jubilee Close', 'King Street', 'Lammack Road', 'Manor Road', 'Northgate', 'Oakfield Avenue', 'Preston New Road', 'Queens Road',
  'Redlam', 'St James Road', 'Tockholes Road',
] as const;

/** Postcode districts of the borough; the inward part is made up. */
export const DISTRICTS = ['BB1', 'BB2', 'BB3'] as const;

export const SCHOOLS = [
  { urn: '900101', name: 'Hilltop Primary School', phase: 'PRIMARY' },
  { urn: '900102', name: 'Canal Side Primary School', phase: 'PRIMARY' },
  { urn: '900103', name: 'St Oswin Primary School', phase: 'PRIMARY' },
  { urn: '900201', name: 'Moorland High School', phase: 'SECONDARY' },
  { urn: '900202', name: 'Riverside Academy', phase: 'SECONDARY' },
] as const;

export const PRACTICES = [
  { ods: 'Y99001', name: 'Millgate Surgery' },
  { ods: 'Y99002', name: 'Lantern Street Practice' },
  { ods: 'Y99003', name: 'Westholme Health Centre' },
] as const;
