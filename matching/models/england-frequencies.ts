import type { ModelFile } from '../model';

/** Names in a thousand people, rounded, from common knowledge of England: for an index too young to count its own. */
const FAMILY = `smith 12 jones 9 taylor 7 williams 7 brown 6 davies 5 evans 4 wilson 4 thomas 4 johnson 4 roberts 4 walker 3 wright 3 robinson 3 thompson 3
white 3 hughes 3 edwards 3 hall 3 green 3 lewis 3 wood 3 harris 3 martin 3 jackson 3 clarke 3 clark 2 patel 3 khan 3 ahmed 2 hussain 3 ali 2 begum 2 akhtar 1
singh 3 kaur 2 turner 2 hill 2 scott 2 cooper 2 morris 2 ward 2 moore 2 king 2 watson 2 baker 2 harrison 2 morgan 2 allen 2 james 2 phillips 2 lee 2 mitchell 2
parker 2 bennett 2 cook 2 shaw 2 miller 2 bell 2 collins 2 young 2 murphy 2 richardson 2 cox 2 anderson 2 hunt 1 mohammed 1 shah 1 iqbal 1 mahmood 1 malik 1
kelly 1 murray 1 simpson 1 marshall 1 palmer 1 mills 1 grant 1 stevens 1 lloyd 1 butler 1 russell 1 barker 1 fisher 1 knight 1 holmes 1 hartley 1 haworth 1`;

const GIVEN = `oliver 9 george 8 arthur 6 noah 8 muhammad 10 mohammed 5 mohammad 3 leo 6 harry 7 oscar 6 archie 5 jack 8 henry 6 charlie 6 freddie 5 theodore 4 alfie 5 jacob 6
thomas 7 joshua 6 william 7 james 7 max 4 isaac 4 lucas 4 logan 4 finley 4 ethan 4 edward 3 joseph 4 samuel 4 daniel 5 adam 3 alexander 4 benjamin 4 jayden 2 hayden 1
kayden 1 aiden 2 hamza 1 ibrahim 2 yusuf 1 ali 2 omar 1 umar 1 zayn 1 zain 1 callum 3 liam 3 ryan 3 luke 3 matthew 4 michael 4 nathan 3 owen 2 reece 2 tyler 3 dylan 2 riley 3
mason 2 kai 2 toby 2 jake 3 connor 3 jordan 2 harvey 2 harley 1 david 5 john 5 paul 3 mark 3 andrew 4 stephen 3 christopher 4 robert 3 richard 3 peter 3
amelia 8 olivia 9 isla 7 ava 7 mia 6 mya 1 maya 3 ivy 4 lily 7 isabella 5 freya 4 rosie 3 florence 4 willow 4 evie 5 evelyn 2 elsie 4 poppy 5 charlotte 5 grace 6 daisy 4 sophia 4
sophie 6 sienna 3 phoebe 3 ella 5 emily 7 ellie 4 erin 3 chloe 6 jessica 6 megan 4 hannah 4 lucy 4 molly 3 holly 3 leah 3 lola 3 lilly 2 layla 3 aisha 2 ayesha 1 fatima 2 maryam 2
zara 3 amina 1 amira 1 aaliyah 1 khadija 1 zainab 1 safiya 1 emma 4 sarah 5 rebecca 3 laura 3 bethany 2 caitlin 2 abigail 2 eleanor 2 matilda 2 niamh 1 ruby 5 tilly 2 yasmin 1
eva 2 ada 1 edie 1 esme 2 ellen 1 elle 1 nina 1 anna 2 hana 1 sana 1 zoe 2 zoya 1 tia 1 nia 1 kia 1 maisie 3 daisie 1 alice 3 alicia 1 alisha 1 aleena 1 alina 1 jasmin 1 jasmine 2
taylor 1 kyle 1 kian 1 ryan 1 rhys 1 ian 1 sean 1 dean 1 aaron 2 darren 1 warren 1 evan 1 ewan 1 euan 1 ellis 1 elliot 2 elliott 1 louis 2 lewis 3 luca 2 leon 1 theo 4 tom 1 sam 1 ben 1`;

const table = (text: string): Record<string, number> => {
  const words = text.split(/\s+/);
  return Object.fromEntries(words.flatMap((word, at) => (at % 2 === 0 ? [[word, Number(words[at + 1]) / 1_000]] : [])));
};

export const ENGLAND: ModelFile['frequencies'] = {
  given: { values: table(GIVEN), unlisted: 0.0005 },
  family: { values: table(FAMILY), unlisted: 0.0003 },
};
