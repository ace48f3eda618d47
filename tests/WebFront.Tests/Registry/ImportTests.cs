using System.Text;
using VideoWall.WebFront.Tests.Fakes;

namespace VideoWall.WebFront.Tests.Registry;

public sealed class ImportTests : IAsyncLifetime
{
    const string Import = $"{Registered.Churches}/import";
    TestHost host = null!;
    Client producer = null!;

    public async Task InitializeAsync()
    {
        host = await TestHost.Start(grains: true);
        producer = host.Key();
    }

    public Task DisposeAsync() => host.DisposeAsync().AsTask();

    [Fact]
    public async Task A_dry_run_reports_and_changes_nothing_then_the_import_does_the_same()
    {
        const string csv = "name,city,external_id\r\nÅlesund kirke,Ålesund,1\r\n東京教会,東京,2\r\n\"Olav, St.\",Oslo,3\r\n";
        Assert.Equal("3 3 0 0", (await producer.Import(csv, dryRun: true)).Is(200).Counts());
        Assert.Empty(await producer.Everyone());
        Assert.Equal("3 3 0 0", (await producer.Import(csv)).Is(200).Counts());
        Assert.Equal(["Olav, St./Oslo/3", "Ålesund kirke/Ålesund/1", "東京教会/東京/2"], await producer.Everyone());
    }

    [Fact]
    public async Task Importing_again_makes_no_duplicates_and_updates_what_changed()
    {
        (await producer.Import("name,city,external_id\nOlav,Oslo,1\nMary,Bergen,\n")).Is(200);
        Assert.Equal("2 0 0 2", (await producer.Import("name,city,external_id\nOlav,Oslo,1\nMary,Bergen,\n")).Is(200).Counts());
        // By external id the name may change; by name and city, in any case, an external id may come.
        Assert.Equal("2 0 2 0", (await producer.Import("name,city,external_id\nSt. Olav,Nidaros,1\nMARY,bergen,2\n")).Is(200).Counts());
        Assert.Equal(["MARY/bergen/2", "St. Olav/Nidaros/1"], await producer.Everyone());
    }

    [Fact]
    public async Task A_file_of_another_spelling_makes_no_doubles()
    {
        (await producer.Import("name,city,external_id\nÅlesund kirke,Zürich,\n교회,서울,n\u00E9\n")).Is(200);
        Assert.Equal("2 0 0 2", (await producer.Import("name,city,external_id\n" + "A\u030Alesund \u00ADki\u200Brke,Zu\u0308rich,\n\u1100\u116D\u1112\u116C,\u1109\u1165\u110B\u116E\u11AF,ne\u0301\n")).Is(200).Counts());
        Assert.Equal("name", (await producer.Import("name,city\nGen\u00E8ve,Z\u00FCrich\nGene\u0300ve,Zu\u0308rich\n")).Is(422).Json.GetProperty("errors")[0].GetProperty("column").GetString());
    }

    [Fact]
    public async Task Columns_that_are_not_there_change_nothing()
    {
        (await producer.Import("name,city,external_id\nOlav,Oslo,1\nMary,Bergen,2\n")).Is(200);
        Assert.Equal("1 0 1 0", (await producer.Import("external_id,name\n1,St. Olav\n")).Is(200).Counts());
        Assert.Equal("1 0 0 1", (await producer.Import("name\nMary\n")).Is(200).Counts());
        Assert.Equal(["Mary/Bergen/2", "St. Olav/Oslo/1"], await producer.Everyone());
    }

    [Theory]
    [InlineData("\uFEFFNAME;City;External ID\nOlav;Oslo;1\n")]
    [InlineData("external_id,ignored,City,Name\n1,x,Oslo,Olav")]
    [InlineData("\r\n\r\nname,city,externalId\r\n\r\n\"Olav\",\"Oslo\",\"1\"\r\n\r\n,,\r\n")]
    [InlineData("name;city;external_id\n\"Olav\";Oslo;1;\n")]
    [InlineData("\uFEFF\uFEFFname,city,external_id\nOlav,Oslo,1\n")]
    [InlineData("\u200Bname,\u200Bcity,external_id\u200B\nOlav,Oslo,1\n")]
    [InlineData("sep=;\r\nname;city;external_id\r\nOlav;Oslo;1\r\n")]
    [InlineData("\uFEFFSEP=|\nname|city|external_id\nOlav|Oslo|1\n")]
    [InlineData("\"sep=,\"\nname,city,external_id,a;b;c;d;e\nOlav,Oslo,1\n")]
    [InlineData("name\tcity\texternal_id\r\nOlav\tOslo\t1")]
    [InlineData("\"city; where\",name,City,external_id\nx,Olav,Oslo,1")]
    [InlineData("name,city,external_id\rOlav,Oslo,1\r")]
    [InlineData("  name , city , external_id \n  Olav ,\tOslo , 1 \n")]
    public async Task What_spreadsheets_write_is_understood(string csv)
    {
        Assert.Equal("1 1 0 0", (await producer.Import(csv)).Is(200).Counts());
        Assert.Equal(["Olav/Oslo/1"], await producer.Everyone());
    }

    [Fact]
    public async Task Quoted_fields_keep_their_separators_and_quotes()
    {
        (await producer.Import("name,city\n\"Olav \"\"the Stout\"\", St.\",Oslo\nThe \"Ark\",Oslo\n“Zion” Hall,“Oslo”\n\"Two\nlines\",Oslo\n")).Is(200);
        Assert.Equal(["Olav \"the Stout\", St./Oslo/", "The \"Ark\"/Oslo/", "Two lines/Oslo/", "“Zion” Hall/“Oslo”/"], await producer.Everyone());
    }

    [Fact]
    public async Task A_bad_row_in_the_middle_imports_nothing_and_every_bad_row_is_listed()
    {
        var csv = $"name,city,external_id\nGood,Oslo,1\n,Oslo,2\nGood too,{new string('x', 500)},{new string('9', 65)}\nToo,many,fields,here\nLast,Oslo,5\n";
        var dry = (await producer.Import(csv, dryRun: true)).Is(200);
        Assert.Equal(["3:name", "4:city", "4:external_id", "5:-"], dry.Errors());
        Assert.Equal("5 2 0 0", dry.Counts());

        var refused = (await producer.Import(csv)).Is(422, "import_invalid");
        Assert.Equal(dry.Errors(), refused.Errors());
        Assert.Equal("5 0 0 0", refused.Counts());
        Assert.Empty(await producer.Everyone());
    }

    [Theory]
    [InlineData("name,city,external_id\nA,Oslo,1\nB,Oslo,1\n", "3:external_id")]
    [InlineData("name,city\nA,Oslo\nB,Oslo\na,OSLO\n", "4:name")]
    [InlineData("name,city,external_id\nA,Oslo,1\nA,Oslo,\n", "3:name")]
    [InlineData("name,city,external_id\nKnown,Oslo,k\nKnown,Oslo,\n", "3:name")]
    [InlineData("name\nTwin\n", "2:name")]
    [InlineData("name,city\nA,Oslo\n\"never closed,Oslo\nB,Oslo\n", "3:-")]
    public async Task Rows_that_cannot_be_told_apart_are_errors(string csv, string error)
    {
        await producer.Church("Known", "Oslo", "k");
        await producer.Church("Twin", "Oslo");
        await producer.Church("Twin", "Bergen");
        Assert.Equal([error], (await producer.Import(csv)).Is(422, "import_invalid").Errors());
        Assert.Equal(3, (await producer.Everyone()).Length);
    }

    [Fact]
    public async Task Namesakes_with_external_ids_of_their_own_are_different_churches()
    {
        await producer.Church("St. Mary", "Oslo", "1");
        Assert.Equal("2 1 0 1", (await producer.Import("name,city,external_id\nSt. Mary,Oslo,1\nSt. Mary,Oslo,2\n")).Is(200).Counts());
    }

    [Theory]
    [InlineData("", "1:-")]
    [InlineData("\n\n", "1:-")]
    [InlineData("Olav,Oslo,1\n", "1:name")]
    [InlineData("name,Name\nOlav,Oslo\n", "1:name")]
    [InlineData("sep=x\nname\nOlav\n", "1:-")]
    [InlineData("sep=;\nOlav;Oslo\n", "2:name")]
    public async Task A_file_without_a_header_is_refused(string csv, string error) =>
        Assert.Equal([error], (await producer.Import(csv)).Is(422, "import_invalid").Errors());

    [Theory]
    [InlineData("name,city\nBærum kirke,Bærum\n", "Bærum kirke/Bærum/")]
    [InlineData("名前;name\nx;東京教会\n", "東京教会//")]
    [InlineData("имя,name\r\nх,Храм\r\n", "Храм//")]
    public async Task Utf16_is_read_with_and_without_its_mark(string csv, string church)
    {
        foreach (var encoding in (Encoding[])[Encoding.Unicode, Encoding.BigEndianUnicode])
        {
            (await producer.PostBytes(Import, encoding.GetBytes(csv), "text/csv")).Is(200);
            Assert.Equal([church], await producer.Everyone());
            var marked = (await producer.PostBytes(Import, [.. encoding.GetPreamble(), .. encoding.GetBytes(csv)], "text/csv")).Is(200);
            Assert.Equal("1 0 0 1", marked.Counts());
        }
    }

    [Fact]
    public async Task Other_encodings_are_refused_where_they_begin()
    {
        byte[] latin = [.. "name,city\nOslo,Oslo\nB"u8, 0xE6, .. "rum,B\n"u8];
        Assert.Equal(["3:-"], (await producer.PostBytes(Import, latin, "text/csv")).Is(422, "import_invalid").Errors());
        foreach (var bytes in (byte[][])[
            [.. Encoding.UTF32.GetPreamble(), .. Encoding.UTF32.GetBytes("name\nA\n")], Encoding.UTF32.GetBytes("name\nA\n"),
            [.. Encoding.Unicode.GetBytes("name\nA\n"), 0x41], [.. Encoding.Unicode.GetPreamble(), 0x00, 0xD8, 0x41, 0x00]])
        {
            Assert.Equal(["1:-"], (await producer.PostBytes(Import, bytes, "text/csv")).Is(422, "import_invalid").Errors());
        }
        Assert.Equal(["2:-"], (await producer.Import("name\nA\0B\n")).Is(422, "import_invalid").Errors());
        Assert.Empty(await producer.Everyone());
    }

    [Theory]
    [InlineData("name,city\n\"North,York\nSouth,Perth\n\"West,Leeds\n", "2:- 4:-")]
    [InlineData("name,city\nNorth,\"York\nSouth,\"Perth\nWest,Leeds\n", "2:- 3:-")]
    [InlineData("name,city\n\"North\",York\n\"South\" side,Perth\n", "3:-")]
    [InlineData("name,city\n\"The \"Ark\"\",York\n", "2:-")]
    [InlineData("name,city\n\"North,York\nSouth\",Perth\n", "2:-")] // closed well, and two rows in one
    [InlineData("name,city\n\"North,York\nSouth,Perth\"\n", "2:-")]
    [InlineData("name,city\nNorth,\"York\nSouth;Perth\"\n", "2:-")]
    [InlineData("name,city\n\"Two\nlines\",York\nSouth,\"Perth\n", "4:-")]
    [InlineData("name,city\nNorth\",York\n", "2:-")]
    [InlineData("name,city,external_id\nNorth, \"York, UK\n", "2:-")]
    [InlineData("name,city,external_id\n“North, South”,York\n„Ost, West“,Perth\n", "2:- 3:-")]
    [InlineData("name,city\nNorth;York\n", "2:-")]
    [InlineData("\"name,city\nNorth,York\n", "1:-")]
    [InlineData("name,city\nNorth,York\nname,city\nSouth,Perth\n", "3:-")]
    public async Task Rows_whose_quotation_marks_do_not_fit_are_refused_with_their_line(string csv, string errors)
    {
        var refused = (await producer.Import(csv)).Is(422, "import_invalid");
        Assert.Equal(errors.Split(' '), refused.Errors());
        foreach (var error in refused.Json.GetProperty("errors").EnumerateArray().Where(e => errors[0] != '1'))
        {
            Assert.Equal(csv.Split('\n')[error.GetProperty("row").GetInt32() - 1], error.GetProperty("text").GetString());
        }
        Assert.Empty(await producer.Everyone());
    }

    [Fact]
    public async Task Cells_may_have_line_breaks_where_no_row_can_hide_in_them()
    {
        (await producer.Import("name,address,city\r\nGrace,\"1, High Street\r\nSouthside\",Leeds\r\n\"St. Mary\nand All Saints\",,York\r\n")).Is(200);
        Assert.Equal(["Grace/Leeds/", "St. Mary and All Saints/York/"], await producer.Everyone());
    }

    [Fact]
    public async Task Columns_of_other_names_are_what_the_caller_says()
    {
        const string csv = "Nr;Gemeinde;Ort\n7;Sankt Olav;Nidaros\n";
        var unknown = (await producer.Import(csv, dryRun: true)).Is(200);
        Assert.Equal(["1:name"], unknown.Errors());
        Assert.Equal("""["Nr","Gemeinde","Ort"]""", unknown["columns"]);

        const string chosen = $"{Import}?nameColumn=gemeinde&cityColumn=Ort&externalIdColumn=Nr";
        var dry = (await producer.PostBytes(chosen + "&dryRun=true", Encoding.UTF8.GetBytes(csv), "text/csv")).Is(200);
        Assert.Equal("""{"name":"Gemeinde","city":"Ort","externalId":"Nr"}""", dry["mapping"]);
        Assert.Equal("""[{"name":"Sankt Olav","city":"Nidaros","externalId":"7"}]""", dry["sample"]);
        (await producer.PostBytes(chosen, Encoding.UTF8.GetBytes(csv), "text/csv")).Is(200);
        Assert.Equal(["Sankt Olav/Nidaros/7"], await producer.Everyone());

        var wrong = (await producer.PostBytes($"{Import}?nameColumn=Kirche", Encoding.UTF8.GetBytes(csv), "text/csv")).Is(422, "import_invalid");
        Assert.Equal(["1:name"], wrong.Errors());
        Assert.Contains("Nr, Gemeinde, Ort", wrong.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_a_header_columns_are_numbers()
    {
        Assert.Equal("2 2 0 0", (await producer.PostBytes($"{Import}?header=false", "Olav\tOslo\t1\nMary\tBergen\t2\n"u8.ToArray(), "text/csv")).Is(200).Counts());
        Assert.Equal("1 0 0 1", (await producer.PostBytes($"{Import}?header=false&nameColumn=2&cityColumn=1", "Oslo,Olav\n"u8.ToArray(), "text/csv")).Is(200).Counts());
        Assert.Equal(["Mary/Bergen/2", "Olav/Oslo/1"], await producer.Everyone());
        Assert.Equal("header", (await producer.PostBytes($"{Import}?header=perhaps", "A\n"u8.ToArray(), "text/csv")).Is(400, "invalid").Field);
    }

    [Fact]
    public async Task Files_have_bounds()
    {
        var most = "name\n" + string.Concat(Enumerable.Range(0, 5000).Select(i => $"Church {i}\n"));
        Assert.Equal("5000 5000 0 0", (await producer.Import(most, dryRun: true)).Is(200).Counts());
        Assert.Equal(["5002:-"], (await producer.Import(most + "One more\n", dryRun: true)).Is(200).Errors());
        (await producer.Import("name\n" + new string('x', 2 * 1024 * 1024))).Is(413, "too_large");
        (await producer.PostText(Import, """{"name":"x"}""")).Is(415, "unsupported_media_type");
        Assert.Equal("dryRun", (await producer.PostBytes($"{Import}?dryRun=perhaps", "name\nA\n"u8.ToArray(), "text/csv")).Is(400, "invalid").Field);
    }

    [Fact]
    public async Task Whoever_sends_too_much_reads_the_refusal_and_no_broken_connection()
    {
        var file = new byte[16 * 1024 * 1024]; // more than the sockets' buffers hold: the answer comes while it is still being sent
        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => producer.PostBytes(Import, file, "text/csv")));
        Assert.All(answers, a => a.Is(413, "too_large"));
    }

    [Fact]
    public async Task Many_rows_become_many_churches_each_with_a_link_of_its_own()
    {
        (await producer.Import("name\n" + string.Concat(Enumerable.Range(0, 400).Select(i => $"Church {i}\n")))).Is(200);
        var items = (await producer.Get($"{Registered.Churches}?limit=500")).Json.GetProperty("items").EnumerateArray().ToList();
        Assert.Equal(400, items.Select(c => c.GetProperty("joinUrl").GetString()).Distinct().Count());
    }

    [Fact]
    public async Task Two_imports_of_one_file_at_once_make_each_church_once()
    {
        const string csv = "name,city\nOlav,Oslo\nMary,Bergen\n";
        var both = await Task.WhenAll(producer.Import(csv), producer.Import(csv));
        Assert.Equal(["2 0 0 2", "2 2 0 0"], both.Select(a => a.Is(200).Counts()).Order(StringComparer.Ordinal));
        Assert.Equal(2, (await producer.Everyone()).Length);
    }
}
