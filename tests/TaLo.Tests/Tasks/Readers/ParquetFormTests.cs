using Parquet;
using Parquet.Serialization;
using TaLo.Tasks;
using TaLo.Tasks.Readers;

namespace TaLo.Tests.Tasks.Readers;

/// <summary>Hugging Face's tables, written by Parquet.Net with the columns that the sets have, and read back whole.</summary>
public sealed class ParquetFormTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Should_Read_ScienceQa()
    {
        using var data = Open(
            new ScienceQa { image = new() { bytes = [1, 2, 3], path = "image.png" }, question = "Which?", choices = ["a", "b", "c"], answer = 2, hint = "Look.", category = "maps", topic = "geography", task = "closed choice" },
            new ScienceQa { image = null, question = "Why?", choices = ["x", "y"], answer = 0, hint = "", category = "maps", topic = "geography", task = "closed choice" });

        Expect(data, ["1|maps|geography|Which?|Look.|A a, B b, C c|C|010203", "2|maps|geography|Why?||A x, B y|A|"]);
        Assert.Equal([true, false], data.Samples.Select(s => s.Traits.HasImages));
    }

    [Fact]
    public void Should_Read_MmStar()
    {
        using var data = Open(new MmStar
        {
            index = 7,
            question = "Where is it?\nOptions: A: On the book., B: Beneath the cat., C: Nowhere., D: Here, there.",
            image = new() { bytes = [9] },
            answer = "B",
            category = "coarse perception",
            l2_category = "image topic",
        });

        Expect(data, ["7|coarse perception|image topic|Where is it?||A On the book., B Beneath the cat., C Nowhere., D Here, there.|B|09"]);
    }

    /// <summary>What pandas wrote for cells that were not there, before they became texts of Parquet.</summary>
    [Fact]
    public void Should_Not_Show_What_Is_Missing_As_Nan()
    {
        using var stars = Open(new MmStar { index = 7, question = "How many?\nOptions: A: Two, B: One, C: nan, D: Three", answer = "D", category = "c", l2_category = "l", image = new() { bytes = [9] } });
        Expect(stars, ["7|c|l|How many?||A Two, B One, D Three|D|09"]);
        using var bench = Open(new MmBench { index = 3, question = "Q", hint = "nan", answer = "A", A = "yes", B = "no", C = "nan", D = "nan", category = "ocr", L2_category = "fine", image = new() { bytes = [5] } });
        Expect(bench, ["3|ocr|fine|Q||A yes, B no|A|05"]);
    }

    [Fact]
    public void Should_Read_Mmmu()
    {
        Directory.CreateDirectory(_folder.File("Accounting"));
        Directory.CreateDirectory(_folder.File("Art"));
        Write("Accounting/validation-00000-of-00001.parquet",
            new Mmmu { id = "validation_Accounting_1", question = "<image 1> or <image 2>?", options = "['$6', \"it's\"]", image_1 = new() { bytes = [1] }, image_2 = new() { bytes = [2] }, answer = "B" },
            new Mmmu { id = "validation_Accounting_2", question = "How much?", options = "[]", answer = "['1', '1.0']" });
        Write("Art/validation-00000-of-00001.parquet", new Mmmu { id = "validation_Art_1", question = "Who?", options = "['he', 'she']", answer = "A" });
        using var data = DataSets.Open(_folder.Path);

        Assert.Equal(["Accounting", "Accounting", "Art"], data.Samples.Select(s => s.Task));
        Assert.Equal("validation_Accounting_1|Accounting||<image 1> or <image 2>?||A $6, B it's|B|0102", Line(data, data.Samples[0]));
        Assert.Equal(["1", "1.0"], data.LoadQuestion(data.Samples[1]).Answers);
        Assert.Equal(QuestionKind.Open, data.Samples[1].Traits.Kind);
    }

    [Fact]
    public void Should_Read_MmBench()
    {
        using var data = Open(new MmBench { index = 3, question = "Q", hint = "H", answer = "C", A = "a", B = "b", C = "c", D = "nan?", category = "ocr", L2_category = "fine", image = new() { bytes = [5] } });

        Expect(data, ["3|ocr|fine|Q|H|A a, B b, C c, D nan?|C|05"]);
    }

    [Fact]
    public void Should_Read_Ai2D_Whose_Answers_Are_Places()
    {
        using var data = Open(
            new Ai2D { question = "How many?", options = ["3", "1", "2", "0"], answer = "1", image = new() { bytes = [1] } },
            new Ai2D { question = "Which?", options = ["a", "b", "c", "d"], answer = "0", image = new() { bytes = [2] } });

        Assert.Equal(['B', 'A'], data.Samples.Select(s => data.Load(s).Answer));
    }

    [Fact]
    public void Should_Read_Pope()
    {
        using var data = Open(
            new Pope { id = "0", question_id = "1", question = "Is there a cat?", answer = "yes", category = "adversarial", image = new() { bytes = [1] } },
            new Pope { id = "1", question_id = "1", question = "Is there a dog?", answer = "no", category = "popular", image = new() { bytes = [1] } });

        Expect(data, ["0|adversarial||Is there a cat?||A Yes, B No|A|01", "1|popular||Is there a dog?||A Yes, B No|B|01"]);
        Assert.Equal(["0", "0"], data.Samples.Select(s => s.Cluster));
    }

    [Fact]
    public void Should_Read_Seed()
    {
        using var data = Open(new Seed { question_id = "101", question = "Q", choice_a = "a", choice_b = "b", choice_c = "c", choice_d = "d", answer = "D", question_type_id = 4, image = [new() { bytes = [1] }, new() { bytes = [2] }] });

        Expect(data, ["101|4||Q||A a, B b, C c, D d|D|0102"]);
    }

    [Fact]
    public void Should_Read_Both_ChartQas_As_Open_Questions()
    {
        using var lmms = Open(new ChartQaLmms { type = "human_test", question = "How many?", answer = "14", image = new() { bytes = [1] } });
        using var hub = Open(new ChartQaHub { query = "How many?", label = ["14"], human_or_machine = 0, image = new() { bytes = [1] } });

        Assert.Equal(("human_test", "0"), (lmms.Samples[0].Task, hub.Samples[0].Task));
        foreach (var data in new[] { lmms, hub })
        {
            var (question, answers) = data.LoadQuestion(data.Samples[0]);
            Assert.Equal(("How many?", "14", 1), (question.Text, Assert.Single(answers), question.Images.Count));
        }
    }

    [Fact]
    public void Should_Read_TextVqa_With_All_Its_Answers_The_Most_Frequent_First()
    {
        using var data = Open(new TextVqa { image_id = "i", question_id = 5, question = "Which brand?", answers = ["nokia", "dakota", "nokia", "nokia"], image = new() { bytes = [1] } });

        Assert.Equal(["nokia", "dakota"], data.LoadQuestion(data.Samples[0]).Answers);
        Assert.Equal("5", data.Samples[0].Index);
    }

    [Fact]
    public void Should_Read_Arc_With_Its_Labels()
    {
        using var data = Open(
            new Arc { id = "Mercury_1", question = "Which?", choices = new() { text = ["a", "b"], label = ["A", "B"] }, answerKey = "B" },
            new Arc { id = "NYSED_2", question = "What?", choices = new() { text = ["w", "x", "y", "z"], label = ["1", "2", "3", "4"] }, answerKey = "4" });

        Expect(data, ["Mercury_1|data||Which?||A a, B b|B|", "NYSED_2|data||What?||A w, B x, C y, D z|D|"]);
    }

    [Fact]
    public void Should_Read_Minimal_Pairs_And_WinoGrande_From_Parquet_Too()
    {
        using var pairs = Open(new Pair { sentence_good = "a", sentence_bad = "b", UID = "verbs", linguistics_term = "agreement", pair_id = 0 });
        using var wino = Open(new Wino { sentence = "X _ y.", option1 = "a", option2 = "b", answer = "1" });

        Expect(pairs, ["0|verbs|agreement|||A a, B b|A|"]);
        Assert.Equal(new PartialScoring("X a", "y."), wino.Load(wino.Samples[0]).Question.Options[0].Partial);
    }

    [Fact]
    public void Should_Find_Any_Row_In_Any_Group_Of_Any_Shard()
    {
        for (var shard = 0; shard < 2; shard++)
        {
            Write($"test-0000{shard}-of-00002.parquet", Enumerable.Range(20 * shard, 20).Select(i => new Pope
            {
                id = $"{i}",
                question = $"Q{i}",
                answer = i % 2 == 0 ? "yes" : "no",
                category = "c",
                image = new() { bytes = [.. Enumerable.Repeat((byte)i, 3000)], path = "i.jpg" },
            }).ToArray());
        }
        using var data = DataSets.Open(_folder.Path);

        foreach (var sample in data.Samples.OrderBy(s => s.Index[^1]))
        {
            var i = int.Parse(sample.Index);
            var (question, answer) = (data.Load(sample).Question, data.Load(sample).Answer);
            Assert.Equal(($"Q{i}", i % 2 == 0 ? 'A' : 'B', (byte)i, 3000), (question.Text, answer, question.Images[0].Span[0], question.Images[0].Length));
        }
        Assert.Equal(40, data.Samples.Count);
        Assert.Equal(40, data.Samples.Select(s => s.Cluster).Distinct().Count());
    }

    [Fact]
    public void Should_Ask_Which_Split_Is_Meant()
    {
        Write("test-00000-of-00001.parquet", new Pope { id = "1", question = "T", answer = "yes" });
        Write("train-00000-of-00001.parquet", new Pope { id = "2", question = "S", answer = "no" });

        var error = Assert.Throws<DataSetException>(() => DataSets.Open(_folder.Path));
        using var data = DataSets.Open(_folder.Path, new DataSetOptions { Split = "train" });

        Assert.Contains("holds the splits test, train; --split test names one", error.Message, StringComparison.Ordinal);
        Assert.Equal("S", data.Load(data.Samples[0]).Question.Text);
        Assert.Contains("no split 'dev' but test, train", Assert.Throws<DataSetException>(() => DataSets.Open(_folder.Path, new DataSetOptions { Split = "dev" })).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0.5)]
    [InlineData(0.98)]
    public void Should_Refuse_What_Is_Cut_Off(double share)
    {
        var path = Write("data.parquet", new Pope { id = "1", question = new string('q', 5000), answer = "yes" });
        var bytes = File.ReadAllBytes(path);
        File.WriteAllBytes(path, bytes[..(int)(bytes.Length * share)]);

        var error = Assert.Throws<DataSetException>(() => DataSets.Open(path));

        Assert.Contains("data.parquet: is not a whole Parquet file", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', error.Message);
    }

    [Fact]
    public void Should_Survive_Damage_Anywhere()
    {
        var path = Write("data.parquet", Enumerable.Range(0, 30).Select(i => new Pope { id = $"{i}", question = $"Question {i}?", answer = "yes", image = new() { bytes = [1, 2] } }).ToArray());
        var (whole, random) = (File.ReadAllBytes(path), new Random(5));
        for (var run = 0; run < 200; run++)
        {
            var bytes = whole.ToArray();
            for (var i = 0; i < 4; i++)
                bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
            File.WriteAllBytes(path, bytes);
            try
            {
                using var data = DataSets.Open(path);
                foreach (var sample in data.Samples)
                    Assert.True(data.Load(sample).Answer is 'A' or 'B');
            }
            catch (TaLoException e)
            {
                Assert.DoesNotContain('\n', e.Message);
            }
        }
    }

    private static void Expect(IDataSet data, string[] lines) => Assert.Equal(lines, data.Samples.Select(s => Line(data, s)));

    private static string Line(IDataSet data, SampleRef sample)
    {
        var read = data.Load(sample);
        var (q, options) = (read.Question, string.Join(", ", read.Question.Options.Select(o => $"{o.Letter} {o.Text}")));
        return $"{read.Index}|{read.Task}|{read.TaskGroup}|{q.Text}|{q.Hint}|{options}|{read.Answer}|{string.Concat(q.Images.Select(i => Convert.ToHexString(i.Span)))}";
    }

    private IDataSet Open<T>(params T[] rows)
    {
        Directory.CreateDirectory(_folder.File(typeof(T).Name));
        return DataSets.Open(Write($"{typeof(T).Name}/data.parquet", rows));
    }

    private string Write<T>(string name, params T[] rows)
    {
        ParquetSerializer.SerializeAsync(rows, _folder.File(name), new ParquetOptions { RowGroupSize = 7 }).GetAwaiter().GetResult();
        return _folder.File(name);
    }

#pragma warning disable IDE1006 // The columns' own names.
    private sealed class Picture { public byte[]? bytes { get; set; } public string? path { get; set; } }

    private sealed class ScienceQa { public Picture? image { get; set; } public string? question { get; set; } public List<string>? choices { get; set; } public sbyte? answer { get; set; } public string? hint { get; set; } public string? task { get; set; } public string? category { get; set; } public string? topic { get; set; } }

    private sealed class MmStar { public long? index { get; set; } public string? question { get; set; } public Picture? image { get; set; } public string? answer { get; set; } public string? category { get; set; } public string? l2_category { get; set; } }

    private sealed class Mmmu { public string? id { get; set; } public string? question { get; set; } public string? options { get; set; } public Picture? image_1 { get; set; } public Picture? image_2 { get; set; } public string? answer { get; set; } }

    private sealed class MmBench { public int? index { get; set; } public string? question { get; set; } public string? hint { get; set; } public string? answer { get; set; } public string? A { get; set; } public string? B { get; set; } public string? C { get; set; } public string? D { get; set; } public string? category { get; set; } public Picture? image { get; set; } [System.Text.Json.Serialization.JsonPropertyName("L2-category")] public string? L2_category { get; set; } }

    private sealed class Ai2D { public string? question { get; set; } public List<string>? options { get; set; } public string? answer { get; set; } public Picture? image { get; set; } }

    private sealed class Pope { public string? id { get; set; } public string? question_id { get; set; } public string? question { get; set; } public string? answer { get; set; } public Picture? image { get; set; } public string? category { get; set; } }

    private sealed class Seed { public string? question_id { get; set; } public string? question { get; set; } public string? choice_a { get; set; } public string? choice_b { get; set; } public string? choice_c { get; set; } public string? choice_d { get; set; } public string? answer { get; set; } public long? question_type_id { get; set; } public List<Picture>? image { get; set; } }

    private sealed class ChartQaLmms { public string? type { get; set; } public string? question { get; set; } public string? answer { get; set; } public Picture? image { get; set; } }

    private sealed class ChartQaHub { public Picture? image { get; set; } public string? query { get; set; } public List<string>? label { get; set; } public long? human_or_machine { get; set; } }

    private sealed class TextVqa { public string? image_id { get; set; } public int? question_id { get; set; } public string? question { get; set; } public Picture? image { get; set; } public List<string>? answers { get; set; } }

    private sealed class Choices { public List<string>? text { get; set; } public List<string>? label { get; set; } }

    private sealed class Arc { public string? id { get; set; } public string? question { get; set; } public Choices? choices { get; set; } public string? answerKey { get; set; } }

    private sealed class Pair { public string? sentence_good { get; set; } public string? sentence_bad { get; set; } public string? UID { get; set; } public string? linguistics_term { get; set; } public int? pair_id { get; set; } }

    private sealed class Wino { public string? sentence { get; set; } public string? option1 { get; set; } public string? option2 { get; set; } public string? answer { get; set; } }
#pragma warning restore IDE1006
}
