import { isOneEdit } from './similarity';

/**
 * Given names that are forms of one another: short forms, spellings, transliterations. Each line is a family of forms; the first is
 * the full name. A short form may stand in several (`alex`), and is then a form of each, but those are not forms of one another.
 * Compiled by hand from common British usage.
 */
const FAMILIES = `
abdullah abdallah abdulla
abigail abi abbie abby abbey gail
abraham ibrahim ebrahim ibraheem abe
adam adham
ahmed ahmad achmed ahmet
aisha ayesha aysha aishah aesha ayisha
alexander alex alec sandy sasha xander zander al aleksander aleksandr alexandre alejandro
alexandra alex alexa sandra sandy sasha lexi lexie aleksandra alessandra
alfred alf alfie fred freddie
ali aly
alice ali allie alicia
alison allison ali
amanda mandy
amelia amy millie milly emilia
amina aminah ameena amena
amir ameer
andrew andy drew andrei andrzej
angela angie angelina
ann anne anna annie ana hannah
annabel annabelle bella belle anna
anthony antony tony anton antonio
archibald archie
arthur art arturo
asif asef
aleena alina
bartholomew bart
beatrice bea beatrix
benjamin ben benji benny
bethany beth
bilal billal belal
brian bryan
bridget bridie
caitlin katelyn caitlyn kaitlyn kaitlin
cameron cam
catherine cath cathy kate katie katy kat kathy kitty katherine kathryn kathleen katarzyna catrin catalina
charles charlie charley chas chuck carlos karl
charlotte lottie charlie lotte
christina chris chrissie tina christine kristina
christopher chris kit kris christoph krzysztof topher
connor conor konnor
daniel dan danny danyal daniyal danial
danielle dani daniela daniella
david dave davey dai dawid davy daud dawud
deborah debbie deb debra
dennis denis den
dominic dom dominick dominik
dorothy dot dottie
douglas doug
edward ed eddie ted teddy ned eduard
edwin ed ned
eleanor ellie nell nellie elle elinor eleanora nora
elizabeth liz lizzie beth betty eliza elsie libby lisa betsy elisabeth elspeth elzbieta bess bessie
ellen ellie nell
emily em emmie millie
emma em emmy
erin eryn
esther hester
evelyn evie eve
faisal faysal feisal
fatima fatimah fatema fathima faatimah
frances fran frankie fanny francesca
francis frank frankie
frederick fred freddie freddy frederic
gabriel gabe
gabrielle gabby gabi gaby gabriella
geoffrey geoff jeff jeffrey
george georgie georgi jorge
georgina georgie gina georgia
gerald gerry jerry
gerard gerry
grace gracie
graham graeme grahame
gregory greg
hamza hamzah
harold harry hal
harriet hattie harry
hasan hassan
henry harry hal hank
hugh hughie huw
hussain hussein husain husayn hossain hussien
imran emran
isaac ishaq ike zack
isabella isabel isabelle bella izzy belle isobel izzie ysabel isabela
jacob jake yaqub yakub jakub
jacqueline jackie jacqui
james jim jimmy jamie jem
jane janie janey
janet jan
jasmine jas yasmin yasmeen yasmine jasmin jazmin
jennifer jen jenny jenni
jeremy jez jerry
jessica jess jessie
joan joanie
joanna jo joanne
john jon johnny jack ian jan giovanni juan
jonathan jon jonny johnathan jonathon
joseph joe joey yusuf yousef yousuf josef jozef jose yousaf
josephine jo josie
joshua josh
judith judy judi
julia julie jules
julian jules
kareem karim
kenneth ken kenny
kevin kev
khadija khadijah khadeeja khadeja
khalid khaled
kimberley kim kimberly
lawrence larry laurie lorenzo laurence loz
leonard len lenny leo
leo leon
leila layla laila leyla lailah
lewis louis lou louie luis
lillian lily lilly lilian
louise lou louisa
lucy luce lucie lucia
lucas luke luca lukas lukasz
madeleine maddie maddy madeline madison
malcolm mal
margaret maggie meg peggy rita marge margie megan greta madge daisy
maria mary marie mariam
mark marc marcus marek
martin marty marcin
mary molly polly may mae
maryam mariam maryum marium miriam mariyam
matilda tilly tillie mattie
matthew matt matty mathew mateusz
maximilian max
maxwell max
megan meg meghan
melanie mel
melissa mel lissa
michael mike mick mickey mikey michal mikail mikaeel miguel
michelle shell shelly
mohammed muhammad mohammad muhammed mohamed mohamad muhamed mohd md mo muhamad
mustafa mustapha moustafa
nancy nan
natalie nat nathalie natalia natasha
natasha tasha nat
nathan nate nat
nathaniel nathan nat nate
niamh neve neave
nicholas nick nicky nico nicolas mikolaj
nicola nicky nikki nicole
noah nuh
noor nur noora nura
oliver ollie olly olivier
olivia liv livvy ollie
omar umar omer umer
oscar oskar
osman usman uthman othman
pamela pam
patricia pat pattie trish tricia patty
patrick pat paddy
penelope penny
peter pete piotr
philip phil phillip pip filip
phoebe phebe
piotr peter
rachel rach rachael rachelle
rafael raphael raf
raymond ray
rebecca becky becca bex rebekah
reece rhys rees
rehman rahman
richard rick dick rich richie ricky
robert rob bob bobby robbie bert
roberta bobbie
roger rodge
ronald ron ronnie
rosemary rose rosie
rose rosie roza
ruqayya ruqayyah rukaya ruqaiya
ryan rian
saif sayf
safiya safiyyah safia safiyya
said saeed sayeed saied
samantha sam sammy
samuel sam sammy
sarah sara sally sadie zara
sebastian seb bas
shabana shabanna
sean shaun shawn shane eoin
siobhan shevaun chevonne
simon si szymon
sofia sophia sophie zofia sofie
stephanie steph steffi stefanie
stephen steven steve stevie stefan
stuart stewart stu
sulaiman suleman sulayman suleiman soliman
susan sue susie suzie suzanne susanna zuzanna
syed sayed said sayyid
tahir taher
tamsin tammy
tariq tarek tareq
teresa theresa terry tess tessa
terence terry
thomas tom tommy tomas tomasz thom
timothy tim timmy
tobias toby
tyrone ty
umair omair
valerie val
veronica ronnie
victoria vicky tori vicki vikki wiktoria
vincent vince vinny
walter wally walt
wayne wain
william will bill billy willie liam guillermo wilhelm
yahya yahia
younis yunus younus yunis
zainab zaynab zeinab zeynep zaineb
zachary zach zack zak zac zachariah zakariya zakaria
zeeshan zishan
zoe zoey zoie
`;

const families = FAMILIES.trim()
  .split('\n')
  .map((line) => line.split(' '));

const formsOf = new Map<string, Set<number>>();
families.forEach((forms, family) => {
  for (const form of forms) formsOf.set(form, (formsOf.get(form) ?? new Set()).add(family));
});

/** True when one name is a known form of the other: `kate` and `catherine`, `mohammed` and `muhammad`. */
export function areForms(left: string, right: string): boolean {
  const [ours, theirs] = [formsOf.get(left), formsOf.get(right)];
  if (ours === undefined || theirs === undefined) return false;
  for (const family of ours) if (theirs.has(family)) return true;
  return false;
}

/** Names in use, as opposed to slips of the pen; those that an index counted stand in its model. */
export const KNOWN_NAMES: ReadonlySet<string> = new Set(formsOf.keys());

/** Forms that children are christened with by themselves. */
const CHRISTENED = new Set(
  `alicia amy daisy eliza elsie emilia evie georgia hannah harry ian jack jamie leo liam lily lisa luca lucia madison max megan molly
  natasha nathan nora polly rose rosie sadie sally yasmin zara`.split(/\s+/),
);

/** True of forms that twins may be called by all the same: Anna and Hannah, Jack and John. A letter apart they are spellings of one. */
export const mayBeTwins = (left: string, right: string): boolean =>
  left !== right && areForms(left, right) && (CHRISTENED.has(left) || CHRISTENED.has(right)) && !isOneEdit(left, right);
