/**
 * The passwords that lists of leaked ones begin with, as far as they have eight characters, a letter and a digit:
 * English and French. Lower case, without punctuation at the end.
 */
export const commonPasswords = new Set(
  `
  password1 password12 password123 password1234 password12345 passw0rd passw0rd1 p@ssw0rd p@ssw0rd1 p@ssword1
  p@ssw0rd123 pass1234 pass12345 abc12345 abc123456 abc123abc abcd1234 abcd12345 a1b2c3d4 aa123456 aaa12345 a1234567
  a12345678 a123456789 123456789a 12345678a 1234567a 1234qwer 123qweasd 123qwe123 123abc123 123456abc 1234abcd
  qwerty12 qwerty123 qwerty1234 qwerty12345 qwerty123456 qwertyuiop1 qwer1234 1q2w3e4r 1q2w3e4r5t 1q2w3e4r5t6y
  q1w2e3r4 q1w2e3r4t5 1qaz2wsx 1qaz2wsx3edc qazwsx123 !qaz2wsx zaq12wsx zaq1zaq1 zaq1xsw2 asdf1234 asdfghjkl1
  zxcvbnm1 zxcvbnm123 azerty12 azerty123 azerty1234 azerty12345 azertyuiop1 iloveyou1 iloveyou2 iloveyou123 princess1
  football1 football123 baseball1 basketball1 welcome1 welcome12 welcome123 letmein1 letmein123 admin123 admin1234
  admin12345 administrator1 changeme1 changeme123 default1 default123 secret123 test1234 test12345 testtest1 demo1234
  user1234 root1234 master123 monkey123 dragon123 sunshine1 superman1 batman123 pokemon123 michael1 charlie1 jennifer1
  jordan23 liverpool1 chelsea1 arsenal1 trustno1 computer1 internet1 samsung1 google123 facebook1 instagram1 tiktok123
  motdepasse1 motdepasse12 motdepasse123 soleil123 bonjour1 bonjour123 marseille13 marseille1 chocolat1 doudou123
  loulou123 nicolas1 camille1 thomas123 france123 jetaime1 jetaime123 salut123 spring2024 spring2025 summer2024
  summer2025 autumn2024 autumn2025 winter2024 winter2025 password2024 password2025 password2026 welcome2024
  welcome2025 welcome2026
  `
    .trim()
    .split(/\s+/),
);
