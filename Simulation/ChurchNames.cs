using System.Collections.Immutable;

namespace VideoWall.Simulation;

/// <summary>Names and cities of churches that might be, in many scripts: a wall must read well in all of them.</summary>
static class ChurchNames
{
    /// <param name="Forms">Hold <c>{0}</c>, the place of a word.</param>
    sealed record Culture(string[] Forms, string[] Words, string[] Cities);

    static readonly ImmutableArray<Culture> Cultures =
    [
        new(["Iglesia {0}", "Comunidad {0}", "Casa de Oración {0}", "Centro Cristiano {0}"],
            ["Vida Nueva", "El Buen Pastor", "Emanuel", "Roca Eterna", "Monte Sión", "Fuente de Vida", "Príncipe de Paz", "Betania"],
            ["Bogotá", "Medellín", "San José", "Córdoba", "Asunción", "Ciudad de México", "Valparaíso", "Iquitos"]),
        new(["{0} Church", "{0} Chapel", "{0} Fellowship", "{0} Community Church"],
            ["Grace", "Hope", "Trinity", "Calvary", "Cornerstone", "Living Word", "Good Shepherd", "River of Life", "St Andrew’s"],
            ["Nashville", "Leeds", "Cape Town", "Wagga Wagga", "Belfast", "Accra", "Llanfairpwll", "Nairobi"]),
        new(["Igreja {0}", "Comunidade {0}", "Assembleia {0}"],
            ["São João", "Nova Aliança", "Água Viva", "Maranata", "da Graça", "Sal da Terra", "Ressurreição"],
            ["São Paulo", "Belém", "Florianópolis", "Luanda", "Maceió", "Évora"]),
        new(["Église {0}", "Communauté {0}", "Paroisse {0}"],
            ["de la Grâce", "Bonne Nouvelle", "Espérance", "Saint-Étienne", "Béthel", "du Réveil"],
            ["Lyon", "Abidjan", "Kinshasa", "Genève", "Trois-Rivières", "Nîmes"]),
        new(["{0}gemeinde", "{0}kirche"],
            ["Friedens", "Erlöser", "Kreuz", "Auferstehungs", "Christus", "Brüder"],
            ["Köln", "Zürich", "Görlitz", "Sankt Pölten", "Münster"]),
        new(["Zbór {0}", "Kościół {0}"], ["Łaska", "Betlejem", "Dobrego Pasterza", "Źródło Życia"], ["Łódź", "Gdańsk", "Białystok"]),
        new(["Церковь «{0}»", "Община «{0}»"], ["Благодать", "Новая жизнь", "Спасение", "Вифлеем"], ["Київ", "Алматы", "Chișinău"]),
        new(["Εκκλησία {0}"], ["Αγάπη", "Ελπίδα", "Νέα Ζωή"], ["Θεσσαλονίκη", "Πάτρα"]),
        new(["كنيسة {0}"], ["النعمة", "المحبة", "الراعي الصالح", "القيامة", "الحياة الجديدة"], ["القاهرة", "بيروت", "عمّان"]),
        new(["קהילת {0}"], ["השלום", "בית אל", "מעיין החיים"], ["חיפה", "נצרת"]),
        new(["{0}교회"], ["은혜", "소망", "새생명", "사랑의", "영광", "평강"], ["서울", "부산", "대구", "광주"]),
        new(["{0}教會", "{0}堂"], ["恩典", "信友", "活水", "榮耀", "新生命"], ["臺北", "香港", "新加坡"]),
        new(["{0}キリスト教会", "{0}チャペル"], ["恵み", "希望", "いのちの泉"], ["東京", "長崎", "札幌"]),
        new(["{0} चर्च"], ["आशा", "कृपा", "जीवन ज्योति"], ["दिल्ली", "मुंबई"]),
        new(["{0} ቤተ ክርስቲያን"], ["መሠረተ ክርስቶስ", "ሕይወት ብርሃን"], ["አዲስ አበባ"]),
        new(["Hội Thánh {0}"], ["Tin Lành", "Ân Điển", "Hy Vọng"], ["Đà Nẵng", "Hà Nội", "Huế"]),
    ];

    /// <summary>So many different pairs of name and city; the same for the same seed. Names repeat only when all are used.</summary>
    internal static ImmutableArray<(string Name, string City)> Draw(int count, Random random)
    {
        var names = Cultures.SelectMany(c => c.Words.SelectMany(w => c.Forms.Select(f => (Name: Spell(f, w), c.Cities)))).ToArray();
        random.Shuffle(names);
        return
        [
            .. Enumerable.Range(0, count).Select(i =>
            {
                var (round, place) = Math.DivRem(i, names.Length);
                var (name, cities) = names[place];
                var again = round / cities.Length;
                return (again > 0 ? $"{name} {again + 1}" : name, cities[(place + round) % cities.Length]);
            }),
        ];
    }

    static string Spell(string form, string word) => form.Replace("{0}", word, StringComparison.Ordinal);
}
