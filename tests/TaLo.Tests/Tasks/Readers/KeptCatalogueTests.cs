using System.Text;
using Parquet.Serialization;
using TaLo.Tasks;
using TaLo.Tasks.Readers;

namespace TaLo.Tests.Tasks.Readers;

/// <summary>What a reading of a large table found out is kept, holds only for the same file, and gives the same data set.</summary>
public sealed class KeptCatalogueTests : IDisposable
{
    // Longer than a path may be, so that it is base64 and no file is looked for; several make a file that is worth keeping.
    private static readonly string Large = Noise(1);
    private static readonly string Other = Noise(2);

    private static readonly string[][] Rows =
    [
        ["index", "question", "A", "B", "answer", "image", "category", "l2-category", "g_index"],
        ["a1", "Is <image 1> it?", "x", "y", "A", Large, "t", "g", "a1"],
        ["a2", "Is <image 1> it?", "y", "x", "B", Large, "t", "g", "a1"],
        ["b1", "Why?", "Yes", "No", "A", Other, "u", "", ""],
        ["c1", "Text?", "x", "y", "B", "", "u", "h", ""],
        ["d1", "Open?", "", "", "because", Other, "t", "h", ""],
    ];

    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("data.tsv")]
    [InlineData("data.csv")]
    [InlineData("data.jsonl")]
    [InlineData("data.json")]
    [InlineData("data.parquet")]
    [InlineData("folder")]
    public void Should_Give_The_Same_Data_Set_Without_A_Scan(string name)
    {
        var path = Write(name);
        var first = Opened(path);
        Assert.Equal(5, first.Samples.Count);
        Assert.Equal(first.Samples, Opened(path).Samples);
        Assert.Equal(first.Contents, Opened(path).Contents);
        Assert.Equal(first.Contents, Opened(path, DataSetOptions.Default with { Answered = false }).Contents);
        Sabotage(Directory.Exists(path) ? Path.Combine(path, "one.jsonl") : path);
        Assert.Equal(first.Samples, Samples(path));
        Assert.Throws<DataSetException>(() => Samples(path, DataSetOptions.Default with { By = "l2-category" }));
        Assert.Contains(first.Samples, s => s.Circle is not null && s.Cluster != s.Index && s.TaskGroup is not null && s.Traits.NamesImages);
        Assert.Contains(first.Samples, s => s.Traits.Kind == QuestionKind.YesNo);
        Assert.Contains(first.Samples, s => !s.Traits.HasImages && s.Cluster == s.Index);
    }

    [Fact]
    public void Should_Scan_Again_What_Has_Changed()
    {
        var path = Write("data.tsv");
        Assert.Equal(5, Samples(path).Count);
        File.AppendAllText(path, "e1\tMore?\tx\ty\tA\t\tt\tg\t\n");
        Assert.Equal(6, Samples(path).Count);

        // The same size and time, another content.
        var time = File.GetLastWriteTimeUtc(path);
        File.WriteAllText(path, File.ReadAllText(path).Replace("e1\tMore?", "e2\tMore?", StringComparison.Ordinal));
        File.SetLastWriteTimeUtc(path, time);
        Assert.Equal("e2", Samples(path)[^1].Index);

        // Nothing that a glance sees, but the time.
        Sabotage(path);
        Assert.Equal(6, Samples(path).Count);
        File.SetLastWriteTimeUtc(path, time.AddSeconds(1));
        Assert.Throws<DataSetException>(() => Samples(path));
    }

    [Fact]
    public void Should_Scan_Again_Where_What_Was_Kept_Is_Damaged()
    {
        var path = Write("data.tsv");
        var whole = Opened(path);
        var kept = Assert.Single(Directory.GetFiles(Path.Combine(_folder.File("cache"), "indexes")));
        var bytes = File.ReadAllBytes(kept);
        foreach (var damage in new byte[][] { [], bytes[..^1], bytes[..(bytes.Length / 2)], [.. bytes.Select((b, i) => i == bytes.Length / 2 ? (byte)(b ^ 1) : b)], new byte[bytes.Length] })
        {
            File.WriteAllBytes(kept, damage);
            Assert.Equal(whole.Contents, Opened(path).Contents);
            Assert.Equal(bytes, File.ReadAllBytes(kept));
        }
    }

    [Fact]
    public void Should_Keep_Nothing_Of_Rows_That_Name_Files_Or_Of_Small_Tables()
    {
        var named = _folder.Write("named.tsv", PandasTsv.Write(Rows[0], [.. Rows[1..], ["e1", "File?", "x", "y", "A", "not-there.png", "t", "g", ""]]));
        Samples(named);
        Samples(_folder.Write("small.tsv", PandasTsv.Write(["index", "question", "A", "B", "answer"], ["1", "Q", "x", "y", "A"])));
        Assert.False(Directory.Exists(Path.Combine(_folder.File("cache"), "indexes")));
    }

    // What is not kept would be gone at the second opening: whoever adds something here writes and reads it, and counts on.
    [Fact]
    public void Should_Keep_All_That_A_Sample_Is_Known_By()
    {
        Assert.Equal(["Circle", "Cluster", "Index", "Place", "Task", "TaskGroup", "Traits"], typeof(SampleRef).GetProperties().Where(p => p.CanWrite).Select(p => p.Name).Order());
        Assert.Equal(["HasImages", "Kind", "NamesImages", "Options"], typeof(SampleTraits).GetProperties().Select(p => p.Name).Order());
        Assert.Equal(["Copies", "Index"], typeof(Circle).GetProperties().Select(p => p.Name).Order());
    }

    private static string Noise(int seed)
    {
        var bytes = new byte[4_500_000];
        new Random(seed).NextBytes(bytes);
        return Convert.ToBase64String(bytes);
    }

    /// <summary>Breaks a row where no glance looks, and leaves size and time: opening it works only without reading it.</summary>
    private static void Sabotage(string path)
    {
        var (bytes, time) = (File.ReadAllBytes(path), File.GetLastWriteTimeUtc(path));
        // Between two of the 32 blocks that are looked at, and behind the first row, which tells a file of JSON by its form.
        bytes.AsSpan((bytes.Length / 31 * 17) + 10_000, 40_000).Fill((byte)'\n');
        File.WriteAllBytes(path, bytes);
        File.SetLastWriteTimeUtc(path, time);
    }

    private string Write(string name)
    {
        switch (Path.GetExtension(name))
        {
            case ".tsv":
                return _folder.Write(name, PandasTsv.Write(Rows[0], Rows[1..]));
            case ".csv":
                return _folder.Write(name, string.Join('\n', Rows.Select(r => string.Join(',', r))) + "\n");
            case ".jsonl":
                return _folder.Write(name, string.Join('\n', Rows[1..].Select(Json)) + "\n");
            case ".json":
                return _folder.Write(name, $"[{string.Join(",\n", Rows[1..].Select(Json))}]");
            case ".parquet":
                var path = _folder.File(name);
                ParquetSerializer.SerializeAsync(Rows[1..].Select(r => new ParquetRow
                {
                    index = r[0],
                    question = r[1],
                    A = r[2],
                    B = r[3],
                    answer = r[4],
                    image = r[5].Length == 0 ? null : Convert.FromBase64String(r[5]),
                    category = r[6],
                    l2_category = r[7],
                    g_index = r[8],
                }), path).GetAwaiter().GetResult();
                return path;
            default:
                Directory.CreateDirectory(_folder.File("folder"));
                _folder.Write(Path.Combine("folder", "one.jsonl"), string.Join('\n', Rows[1..4].Select(Json)));
                _folder.Write(Path.Combine("folder", "two.jsonl"), string.Join('\n', Rows[4..].Select(Json)));
                return _folder.File("folder");
        }
    }

    private static string Json(string[] row) =>
        "{" + string.Join(',', Rows[0].Zip(row).Where(c => c.Second.Length > 0).Select(c => $"\"{c.First}\":\"{c.Second}\"")) + "}";

    private IReadOnlyList<SampleRef> Samples(string path, DataSetOptions? options = null)
    {
        using var data = DataSets.Open(path, options, _folder.File("cache"));
        return [.. data.Samples];
    }

    private (IReadOnlyList<SampleRef> Samples, string Contents) Opened(string path, DataSetOptions? options = null)
    {
        using var data = DataSets.Open(path, options, _folder.File("cache"));
        var contents = new StringBuilder();
        foreach (var sample in data.Samples)
        {
            var (question, answers) = data.LoadQuestion(sample);
            contents.AppendLine($"{sample} {question.Text} {question.Hint} {string.Join(';', question.Options)} {string.Join(';', answers)} "
                + string.Join(';', question.Images.Select(i => Convert.ToHexString(System.Security.Cryptography.SHA256.HashData(i.Span)))));
        }

        return ([.. data.Samples], contents.ToString());
    }

    private sealed class ParquetRow
    {
        public string? index { get; set; }

        public string? question { get; set; }

        public string? A { get; set; }

        public string? B { get; set; }

        public string? answer { get; set; }

        public byte[]? image { get; set; }

        public string? category { get; set; }

        public string? l2_category { get; set; }

        public string? g_index { get; set; }
    }
}
