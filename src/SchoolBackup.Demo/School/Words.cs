namespace SchoolBackup.Demo;

/// <summary>What names and texts are made of.</summary>
internal static class Words
{
    /// <summary>First names: Latin and Devanagari at the same index of <see cref="GirlsNe"/>.</summary>
    public static readonly string[] Girls =
        ["Sita", "Gita", "Asha", "Bina", "Sunita", "Anita", "Maya", "Laxmi", "Saraswati", "Kamala", "Puja", "Nisha", "Rekha", "Sabina", "Aarati", "Manisha", "Binita", "Sarita", "Chloé", "Zoë"];

    public static readonly string[] GirlsNe =
        ["सीता", "गीता", "आशा", "बिना", "सुनिता", "अनिता", "माया", "लक्ष्मी", "सरस्वती", "कमला", "पूजा", "निशा", "रेखा", "सबिना", "आरती", "मनिषा", "बिनिता", "सरिता", "क्लोए", "जोई"];

    public static readonly string[] Boys =
        ["Ram", "Hari", "Krishna", "Shyam", "Bikash", "Prakash", "Suresh", "Dipak", "Rajesh", "Nabin", "Sandesh", "Kiran", "Anil", "Sunil", "Roshan", "Bishal", "Aayush", "Pemba", "José", "Jürgen"];

    public static readonly string[] BoysNe =
        ["राम", "हरि", "कृष्ण", "श्याम", "विकास", "प्रकाश", "सुरेश", "दीपक", "राजेश", "नवीन", "सन्देश", "किरण", "अनिल", "सुनील", "रोशन", "विशाल", "आयुष", "पेम्बा", "होसे", "युर्गेन"];

    public static readonly string[] Families =
        ["Sharma", "Thapa", "Shrestha", "Gurung", "Tamang", "Rai", "Limbu", "Magar", "Adhikari", "Poudel", "Karki", "Bhandari", "Maharjan", "Sherpa", "Joshi", "Yadav", "O'Neil", "D'Souza", "Müller", "Lama"];

    public static readonly string[] FamiliesNe =
        ["शर्मा", "थापा", "श्रेष्ठ", "गुरुङ", "तामाङ", "राई", "लिम्बू", "मगर", "अधिकारी", "पौडेल", "कार्की", "भण्डारी", "महर्जन", "शेर्पा", "जोशी", "यादव", "ओनिल", "डिसुजा", "म्युलर", "लामा"];

    public static readonly string[] Places = ["Kathmandu", "Lalitpur", "Bhaktapur", "Pokhara", "Biratnagar", "Butwal", "Dharan", "Hetauda", "Janakpur", "Nepalgunj"];

    public static readonly string[] Occupations = ["farmer", "teacher", "shop owner", "nurse", "driver", "engineer", "civil servant", "works abroad", "carpenter", "at home"];

    public static readonly string[] Subjects =
        ["Nepali", "English", "Mathematics", "Science", "Social Studies", "Computer Science", "Health", "Optional Mathematics", "Accountancy", "Economics", "Music & Dance", "Moral Education"];

    public static readonly string[] SubjectsNe =
        ["नेपाली", "अंग्रेजी", "गणित", "विज्ञान", "सामाजिक", "कम्प्युटर", "स्वास्थ्य", "ऐच्छिक गणित", "लेखा", "अर्थशास्त्र", "संगीत र नृत्य", "नैतिक शिक्षा"];

    public static readonly string[] FeeHeads = ["Tuition", "Transport", "Laboratory", "Library", "Examination", "Meals", "Hostel", "Sports"];

    public static readonly string[] FeeHeadsNe = ["शिक्षण शुल्क", "यातायात", "प्रयोगशाला", "पुस्तकालय", "परीक्षा", "खाना", "छात्रावास", "खेलकुद"];

    public static readonly string[] AbsenceRemarks =
        ["ill", "fever", "family function", "bus was late", "doctor's appointment", "heavy rain", "बिरामी", "घरमा काम", "no reason given", "came at \"second\" bell", "festival 🎉", "left early"];

    public static readonly string[] MarkRemarks =
        ["excellent", "good", "very good work", "needs practice", "handwriting could be better", "must do homework", "absent from practical", "राम्रो", "मेहनत गर्नुपर्छ", "can't concentrate", "👍", "improved \\ keep on"];

    /// <summary>Pieces of the messages that a school sends.</summary>
    public static readonly string[] Phrases =
    [
        "the school will be closed on", "parents are requested to attend the meeting on", "please pay the fees before", "the examination begins on", "your child was absent on", "the bus will leave at",
        "bring the signed form", "uniform is compulsory", "the result has been published", "sports week starts on", "कृपया शुल्क तिर्नुहोस्", "विद्यालय बन्द रहनेछ", "अभिभावक बैठक", "परीक्षा सुरु हुन्छ",
        "we wish you a happy Dashain", "the library books are due", "vaccination camp in the hall", "it's raining: classes end early", "don't forget the water bottle", "project work has to be handed in by",
        "our team won the \"Rautahat\" cup", "contact the office for details", "the new timetable is on the board", "a field trip to Chitwan is planned", "dental check-up for the primary classes", "photos are available at the front desk",
    ];

    public static readonly string[] Emoji = ["🎓", "📚", "🙏", "🎉", "🚌", "🏆", "👩‍🏫", "☔", "🇳🇵", "✅"];

    public static readonly string[] BookWords =
        ["Garden", "River", "Mountain", "Introduction to", "History of", "Modern", "Applied", "Stories from", "Himalaya", "Algebra", "Physics", "Poems", "मुनामदन", "शिरीषको फूल", "Atlas", "Grammar", "Dictionary", "Wonders", "Children's", "Practical"];
}
