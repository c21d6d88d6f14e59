using System.Text;
using TaLo.Tasks;
using TaLo.Tasks.Readers;

namespace TaLo.Tests.Tasks.Readers;

public sealed class QuestionFormTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("""{"id": "x", "question": "Q", "options": ["a", "b"], "answer": "B", "task": "t"}""")]
    [InlineData("""{"id": "x", "question": "Q", "choices": ["a", "b"], "answer": 1, "category": "t"}""")]
    [InlineData("""{"id": "x", "question": "Q", "choices": {"A": "a", "B": "b"}, "answer": "b", "category": "t"}""")]
    [InlineData("""{"id": "x", "question": "Q", "A": "a", "B": "b", "answer": "B", "category": "t"}""")]
    [InlineData("""{"id": "x", "question_stem": "Q", "choices": {"text": ["a", "b"], "label": ["A", "B"]}, "answerKey": "B", "task": "t"}""")]
    [InlineData("""{"id": "x", "question": {"stem": "Q", "choices": [{"text": "a", "label": "A"}, {"text": "b", "label": "B"}]}, "answerKey": "B", "task": "t"}""")]
    public void Should_Know_A_Question_By_Its_Usual_Names(string line)
    {
        using var data = Open("data.jsonl", line);

        var sample = data.Load(data.Samples[0]);

        Assert.Equal(("x", "t", "Q", 'B'), (sample.Index, sample.Task, sample.Question.Text, sample.Answer));
        Assert.Equal([new AnswerOption('A', "a"), new AnswerOption('B', "b")], sample.Question.Options);
        Assert.Equal(line.Contains("question_stem", StringComparison.Ordinal) ? Wording.ToContinue : Wording.Asked, data.Wording);
    }

    [Fact]
    public void Should_Read_Csv_With_Lists_And_Image_Files()
    {
        _folder.Write("a.png", "one");
        using var data = Open("data.csv", "question,options,answer,image,task\n\"Is it, \"\"so\"\"?\",\"['yes, it is', 'no']\",B,a.png,t\n");

        var sample = data.Load(data.Samples[0]);

        Assert.Equal(("1", "t", "Is it, \"so\"?", 'B'), (sample.Index, sample.Task, sample.Question.Text, sample.Answer));
        Assert.Equal(["yes, it is", "no"], sample.Question.Options.Select(o => o.Text));
        Assert.Equal("one", Encoding.UTF8.GetString(sample.Question.Images[0].Span));
    }

    [Fact]
    public void Should_Take_What_Columns_The_User_Says()
    {
        var path = _folder.Write("data.csv", "query;first;second;solution;kind\nQ;x;y;second;k\n");
        var error = Assert.Throws<DataSetException>(() => DataSets.Open(path));
        Assert.Contains("found the columns query, first, second, solution, kind; for questions there is no answer", error.Message, StringComparison.Ordinal);

        using var data = DataSets.Open(path, new DataSetOptions { By = "kind", Columns = DataSetOptions.ParseColumns("answer=solution, A=first, B=second") });

        Assert.Equal("k", data.Samples[0].Task);
        Assert.Equal(["x", "y"], data.LoadQuestion(data.Samples[0]).Question.Options.Select(o => o.Text));
        Assert.Throws<SampleException>(() => data.Load(data.Samples[0]));
        Assert.Throws<SelectionException>(() => DataSetOptions.ParseColumns("answer"));
        var lists = _folder.Write("lists.jsonl", """{"question": "Q", "options": ["a", "b"], "answer": "A"}""");
        Assert.Contains("'options': it makes no tasks", Assert.Throws<DataSetException>(() => DataSets.Open(lists, new DataSetOptions { By = "options" })).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Should_Count_Answers_From_One_Where_Only_That_Fits()
    {
        using var data = Open("data.jsonl",
            """{"question": "Q", "options": ["a", "b"], "answer": 1}""", """{"question": "R", "options": ["a", "b"], "answer": 2}""");

        Assert.Equal(['A', 'B'], data.Samples.Select(s => data.Load(s).Answer));
    }

    [Fact]
    public void Should_Not_Guess_What_Answers_Are_Counted_From()
    {
        var path = _folder.Write("data.csv", "question,A,B,C,answer\nQ,a,b,c,1\nR,a,b,c,2\n");
        using var data = DataSets.Open(path);
        Assert.All(data.Samples, s => Assert.Contains("say --labels-from 0 or --labels-from 1", Assert.Throws<SampleException>(() => data.Load(s)).Message, StringComparison.Ordinal));

        foreach (var (from, expected) in new[] { (0, "BC"), (1, "AB") })
        {
            using var said = DataSets.Open(path, new DataSetOptions { LabelsFrom = from });
            Assert.Equal(expected, string.Concat(said.Samples.Select(s => said.Load(s).Answer)));
            Assert.NotEqual(data.Fingerprint, said.Fingerprint);
        }
    }

    /// <summary>Questions that count: options are numbers, so that an answer may be one's text or its place, and nearly every row fits both.</summary>
    [Fact]
    public void Should_Not_Take_Numbers_For_Places_Because_One_Row_Is_Odd()
    {
        var rows = Enumerable.Range(0, 20).Select(i => $"Q{i},{(i + 1) % 4},{(i + 2) % 4},{(i + 3) % 4},{i % 4},{(i + 1 + i / 4) % 4}");
        var path = _folder.Write("data.csv", $"question,A,B,C,D,answer\n{string.Join('\n', rows)}\nodd,1,1,2,3,1\n");
        using var data = DataSets.Open(path);
        var read = data.Samples.Take(20).Select((s, i) => (Right: (char)('A' + i / 4 % 4), Read: Try(() => data.Load(s).Answer))).ToList();
        Assert.All(read.Where(r => r.Read is not null), r => Assert.Equal(r.Right, r.Read));
        Assert.Contains(read, r => r.Read is null);

        using var said = DataSets.Open(path, new DataSetOptions { LabelsFrom = 1 });
        Assert.Equal('B', said.Load(said.Samples[1]).Answer);

        static char? Try(Func<char> load)
        {
            try
            {
                return load();
            }
            catch (SampleException e)
            {
                Assert.Contains("is the text of option", e.Message, StringComparison.Ordinal);
                return null;
            }
        }
    }

    [Fact]
    public void Should_Take_A_Label_For_A_Place_Where_The_User_Says_So()
    {
        using var data = DataSets.Open(_folder.Write("data.csv", "question,A,B,C,D,answer\nHow many?,4,3,2,1,2\n"), new DataSetOptions { LabelsFrom = 1 });
        Assert.Equal('B', data.Load(data.Samples[0]).Answer);
    }

    [Fact]
    public void Should_Keep_The_Options_That_Are_There()
    {
        using var data = Open("data.tsv", "index\tquestion\tA\tB\tC\tD\tanswer", "1\tHow many?\tNone\tTwo\tOne\tThree\tC", "2\tWho?\t\t\t\t\tnobody");

        var sample = data.Load(data.Samples[0]);

        Assert.Equal([new AnswerOption('B', "Two"), new AnswerOption('C', "One"), new AnswerOption('D', "Three")], sample.Question.Options);
        Assert.Equal('C', sample.Answer);
        Assert.Equal([QuestionKind.Options, QuestionKind.Open], data.Samples.Select(s => s.Traits.Kind));
    }

    [Fact]
    public void Should_Not_Take_A_Place_For_Options()
    {
        using var data = Open("data.jsonl", """{"question": "Which?", "A": "cat", "B": "dog", "answer": "A", "x": 10, "y": 20}""");
        Assert.Equal(["cat", "dog"], data.Load(data.Samples[0]).Question.Options.Select(o => o.Text));
        using var boxes = Open("boxes.jsonl", """{"question": "What is there?", "answer": "a cat", "w": 10, "h": 20}""");
        Assert.Empty(boxes.LoadAnswered(boxes.Samples[0]).Question.Options);
    }

    [Fact]
    public void Should_Skip_A_Question_With_Several_Right_Options()
    {
        using var data = Open("data.jsonl",
            """{"question": "Q", "options": ["a", "b", "c"], "answer": ["A", "C"]}""", """{"question": "R", "options": ["a", "b", "c"], "answer": ["B", "B", "C"]}""");

        Assert.Contains("names several of its options as right (A, C)", Assert.Throws<SampleException>(() => data.Load(data.Samples[0])).Message, StringComparison.Ordinal);
        Assert.Equal('B', data.Load(data.Samples[1]).Answer);
    }

    [Fact]
    public void Should_Skip_A_Text_That_Is_Cut_In_The_Middle_Of_A_Character()
    {
        const string Half = "holds half a character";
        using var data = Open("data.jsonl",
            """{"question": "cut \ud83d", "options": ["a", "b"], "answer": "A"}""", """{"question": "Q", "options": ["a \ud83d\ude00", "b"], "answer": "A"}""");

        Assert.Contains($"line 1: its question {Half}", Assert.Throws<SampleException>(() => data.Load(data.Samples[0])).Message, StringComparison.Ordinal);
        Assert.Equal("a 😀", data.Load(data.Samples[1]).Question.Options[0].Text);
        Assert.Equal(QuestionKind.Unusable, data.Samples[0].Traits.Kind);
        Assert.Contains(Half, Assert.Throws<DataSetException>(() => Open("name.jsonl", """{"question": "Q", "options": ["a", "b"], "answer": "A", "\ud83d": 1}""")).Message, StringComparison.Ordinal);
        Assert.Contains(Half, Assert.Throws<DataSetException>(() => Open("name.json", """[{"question": "Q", "options": ["a", "b"], "answer": "A", "\ud83d": 1}]""")).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Should_Read_What_Pythons_Repr_Escapes()
    {
        using var data = Open("data.csv", "question,options,answer", "\"Q\",\"['10\\xa0m', 'a\\nb', '\\u03b1\\U0001F600', 'c\\\\d']\",B");
        Assert.Equal(["10\u00a0m", "a\nb", "α😀", "c\\d"], data.Load(data.Samples[0]).Question.Options.Select(o => o.Text));
    }

    /// <summary>A split that nothing tells of must not be taken for all rows.</summary>
    [Fact]
    public void Should_Refuse_A_Split_That_Nothing_Tells_Of()
    {
        const string Row = """{"question": "Q", "options": ["a", "b"], "answer": "A"}""";
        var path = _folder.Write("arc.jsonl", Row);
        Assert.Contains("neither a column 'split' nor a file's name", Assert.Throws<DataSetException>(() => DataSets.Open(path, new DataSetOptions { Split = "test" })).Message, StringComparison.Ordinal);
        var train = _folder.Write("train.jsonl", Row);
        Assert.Contains("is the split train by its name, not 'test'", Assert.Throws<DataSetException>(() => DataSets.Open(train, new DataSetOptions { Split = "test" })).Message, StringComparison.Ordinal);
        using (var named = DataSets.Open(train, new DataSetOptions { Split = "train" }))
            Assert.Single(named.Samples);
        // HellaSwag's files and its column say it in other words; a shard's name may be no split's.
        var shard = _folder.Write("validation-00000-of-00001.jsonl", Row.Replace("}", ", \"split\": \"val\"}", StringComparison.Ordinal));
        using (var named = DataSets.Open(shard, new DataSetOptions { Split = "validation" }))
            Assert.Single(named.Samples);
        var column = _folder.Write("en-00000-of-00001.jsonl", Row.Replace("}", ", \"split\": \"val\"}", StringComparison.Ordinal));
        using (var named = DataSets.Open(column, new DataSetOptions { Split = "val" }))
            Assert.Single(named.Samples);

        var folder = Directory.CreateDirectory(_folder.File("ARC")).FullName;
        foreach (var split in new[] { "Train", "Dev", "Test" })
            File.WriteAllText(Path.Combine(folder, $"ARC-Challenge-{split}.jsonl"), Row.Replace("\"Q\"", $"\"{split}?\"", StringComparison.Ordinal));
        using var test = DataSets.Open(folder, new DataSetOptions { Split = "test" });
        Assert.Equal(["Test?"], test.Samples.Select(s => test.Load(s).Question.Text));
        using var all = DataSets.Open(folder);
        Assert.Equal(3, all.Samples.Count);
    }

    /// <summary>Hugging Face's files are named for their split; what judges an answer must not hang on a file's name.</summary>
    [Theory]
    [InlineData("ChartQA.jsonl", AnswerMetric.Relaxed)]
    [InlineData("ChartQA/data/test-00000-of-00001.jsonl", AnswerMetric.Relaxed)]
    [InlineData("OK-VQA/test.jsonl", AnswerMetric.Soft)]
    [InlineData("ChartQA/mine.jsonl", AnswerMetric.Exact)]
    public void Should_Know_A_Benchmark_By_The_Folder_Of_Its_Splits(string name, AnswerMetric metric)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(_folder.File(name))!);
        using var data = Open(name, """{"question": "How much?", "answer": "14"}""");
        Assert.Equal(metric, data.Metric);
        Assert.Equal(metric == AnswerMetric.Exact ? "generate 32" : $"generate 32 {metric.ToString().ToLowerInvariant()}", TaLo.Scoring.ScoringMethod.Generate.On(data).Name);
        Assert.Equal("letter", TaLo.Scoring.ScoringMethod.Letter.On(data).Name);
    }

    [Fact]
    public void Should_Tell_Of_A_Column_Of_Images_That_Is_Not_Read()
    {
        using var unread = Open("unread.jsonl", """{"question": "Q", "options": ["a", "b"], "answer": "A", "imageId": "n161313"}""");
        Assert.Equal("imageId", unread.UnreadImages);
        _folder.Write("chart.png", "one");
        using var read = Open("read.jsonl", """{"question": "Q", "options": ["a", "b"], "answer": "A", "imgname": "chart.png"}""");
        Assert.Null(read.UnreadImages);
        Assert.True(read.Samples[0].Traits.HasImages);
        using var text = Open("text.jsonl", """{"question": "Q", "options": ["a", "b"], "answer": "A"}""");
        Assert.Null(text.UnreadImages);
    }

    [Fact]
    public void Should_Refuse_A_Name_That_Nothing_Is_Read_From()
    {
        var path = _folder.Write("data.csv", "question,A,B,answer,topic\nQ,x,y,A,k\n");
        foreach (var (columns, why) in new[] { ("answr=topic", "nothing is read from 'answr' (--columns answr=topic); did you mean answer?"), ("questoin=topic", "did you mean question?") })
            Assert.Contains(why, Assert.Throws<DataSetException>(() => DataSets.Open(path, new DataSetOptions { Columns = DataSetOptions.ParseColumns(columns) })).Message, StringComparison.Ordinal);
        using var read = DataSets.Open(path, new DataSetOptions { Columns = DataSetOptions.ParseColumns("hint=topic,category=topic") });
        Assert.Equal("k", read.Samples[0].Task);
        Assert.Contains("there is no such folder", Assert.Throws<DataSetException>(() => DataSets.Open(path, new DataSetOptions { Images = "/nonexistent" })).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Should_Skip_A_Row_That_Contradicts_The_Others()
    {
        using var data = Open("data.jsonl",
            """{"question": "Q", "options": ["a", "b"], "answer": 0}""", """{"question": "R", "options": ["a", "b"], "answer": 2}""", """{"question": "S", "options": ["a", "b"], "answer": 1}""");

        Assert.Equal('A', data.Load(data.Samples[0]).Answer);
        var error = Assert.Throws<SampleException>(() => data.Load(data.Samples[1]));
        Assert.Contains("line 2: the answer 2 is none of its 2 options, which are counted from 0", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Should_Read_Columns_That_Come_Late()
    {
        var lines = Enumerable.Range(0, 300).Select(i => $$"""{"question": "Q{{i}}", "options": ["a", "b"], "answer": "A"{{(i == 250 ? ", \"image\": \"a.png\", \"category\": \"late\"" : "")}}}""");
        _folder.Write("a.png", "one");
        using var data = Open("data.jsonl", [.. lines]);

        Assert.Equal("late", data.Samples[250].Task);
        Assert.Single(data.Load(data.Samples[250]).Question.Images);
        Assert.Equal([250], data.Samples.Index().Where(s => s.Item.Traits.HasImages).Select(s => s.Index));
    }

    [Fact]
    public void Should_Read_Images_However_They_Are_Given()
    {
        var image = PandasTsv.Base64(3, 5000);
        Directory.CreateDirectory(_folder.File("images"));
        _folder.Write("images/b.png", "two");
        _folder.Write("a.png", "one");
        using var data = Open("data.jsonl",
            Question("\"image\": \"a.png\""), Question("\"image\": \"b.png\""), Question($"\"image\": \"{image}\""), Question($"\"image\": \"data:image/png;base64,{image}\""),
            Question("\"images\": [\"a.png\", \"b.png\"]"), Question("\"image\": null"), Question("\"image\": \"gone.png\""), Question("\"image\": \"https://example.org/a.png\""));

        var loaded = data.Samples.Take(6).Select(s => data.Load(s).Question.Images.Select(i => i.Length == 3 ? Encoding.UTF8.GetString(i.Span) : Convert.ToBase64String(i.Span)));

        Assert.Equal(["one", "two", image, image, "one+two", ""], loaded.Select(l => string.Join('+', l)));
        Assert.Contains("its image file gone.png does not exist beside data.jsonl", Assert.Throws<SampleException>(() => data.Load(data.Samples[6])).Message, StringComparison.Ordinal);
        Assert.Contains("is on the web; download it first", Assert.Throws<SampleException>(() => data.Load(data.Samples[7])).Message, StringComparison.Ordinal);

        static string Question(string image) => $$"""{"question": "Q", "options": ["a", "b"], "answer": "A", {{image}}}""";
    }

    [Fact]
    public void Should_Read_ScienceQas_Own_Folder()
    {
        Directory.CreateDirectory(_folder.File("test/2"));
        _folder.Write("test/2/image.png", "map");
        _folder.Write("pid_splits.json", """{"train": ["1"], "test": ["2"]}""");
        _folder.Write("problems.json", """
            {
              "1": {"question": "Why?", "choices": ["x", "y"], "answer": 1, "hint": "", "image": null, "task": "closed choice", "subject": "language science", "topic": "verbs", "category": "tenses", "split": "train"},
              "2": {"question": "Where?", "choices": ["a", "b", "c"], "answer": 0, "hint": "See.", "image": "image.png", "task": "closed choice", "subject": "social science", "topic": "geography", "category": "maps", "split": "test"}
            }
            """);
        using var all = DataSets.Open(_folder.Path);
        using var test = DataSets.Open(_folder.Path, new DataSetOptions { Split = "test", By = "subject" });

        Assert.Equal([("1", "tenses", "verbs"), ("2", "maps", "geography")], all.Samples.Select(s => (s.Index, s.Task, s.TaskGroup)));
        Assert.Equal(['B', 'A'], all.Samples.Select(s => all.Load(s).Answer));
        var sample = test.Load(Assert.Single(test.Samples));
        Assert.Equal(("2", "social science", "Where?", "See."), (sample.Index, sample.Task, sample.Question.Text, sample.Question.Hint));
        Assert.Equal("map", Encoding.UTF8.GetString(sample.Question.Images[0].Span));
    }

    [Fact]
    public void Should_Read_LLaVAs_Questions_To_Ask_Them()
    {
        Directory.CreateDirectory(_folder.File("coco"));
        _folder.Write("coco/1.jpg", "photo");
        var path = _folder.Write("qa90_questions.jsonl", """{"question_id": 0, "image": "1.jpg", "text": "What is it?", "category": "conv"}""");
        using var data = DataSets.Open(path, new DataSetOptions { Answered = false, Images = _folder.File("coco") });

        var (question, answers) = data.LoadQuestion(data.Samples[0]);

        Assert.Equal(("0", "conv", "What is it?"), (data.Samples[0].Index, data.Samples[0].Task, question.Text));
        Assert.Equal("photo", Encoding.UTF8.GetString(question.Images[0].Span));
        Assert.Empty(answers);
        Assert.Contains("no answer", Assert.Throws<DataSetException>(() => DataSets.Open(path)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Should_Read_LLaVAs_ScienceQa()
    {
        using var data = Open("llava_test_QCM-LEPA.json", """
            [{"id": "4", "conversations": [{"from": "human", "value": "Context: N/A\nWhich figure?\nOptions: (A) chiasmus (B) apostrophe"}, {"from": "gpt", "value": "The answer is B."}]},
             {"id": "5", "image": "5/image.png", "conversations": [{"from": "human", "value": "<image>\nWhat?"}, {"from": "gpt", "value": "A dog."}]}]
            """);

        var sample = data.Load(data.Samples[0]);

        Assert.Equal(("4", "Context: N/A\nWhich figure?", 'B'), (sample.Index, sample.Question.Text, sample.Answer));
        Assert.Equal(["chiasmus", "apostrophe"], sample.Question.Options.Select(o => o.Text));
        Assert.Equal(QuestionKind.Open, data.Samples[1].Traits.Kind);
    }

    [Fact]
    public void Should_Read_BigBench()
    {
        Directory.CreateDirectory(_folder.File("riddles"));
        Directory.CreateDirectory(_folder.File("sums"));
        _folder.Write("riddles/task.json", """{"name": "riddles", "metrics": ["multiple_choice_grade"], "examples": [{"input": "Q?", "target_scores": {"red": 0, "blue": 1}}, {"input": "R?", "target_scores": {"x": 1, "y": 1}}]}""");
        _folder.Write("sums/task.json", """{"examples": [{"input": "1+1", "target_scores": {"2": 1.0, "3": 0.0, "4": 0.0}}]}""");
        using var data = DataSets.Open(_folder.Path);

        Assert.Equal(["riddles", "riddles", "sums"], data.Samples.Select(s => s.Task));
        Assert.Equal(('B', 'A'), (data.Load(data.Samples[0]).Answer, data.Load(data.Samples[2]).Answer));
        foreach (var one in new[] { "riddles", "riddles/task.json" })
        {
            using var alone = DataSets.Open(_folder.File(one));
            Assert.Equal("riddles", alone.Samples[0].Task);
        }

        Assert.Contains("2 of its options have the highest score", Assert.Throws<SampleException>(() => data.Load(data.Samples[1])).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Should_Read_A_List_Of_Rows_However_It_Is_Wrapped()
    {
        const string Row = """{"question": "Q", "options": ["a", "b"], "answer": "A"}""";
        foreach (var text in new[] { $"[{Row}]", $"[\n{Row},\n {Row}\n]", $$"""{"data": [{{Row}}]}""", $"\uFEFF[{Row}]", Row, Row + "\n" + Row, $$"""{"x": {{Row}}}""" })
        {
            using var data = Open("data.json", text);
            Assert.All(data.Samples, s => Assert.Equal('A', data.Load(s).Answer));
        }
    }

    [Theory]
    [InlineData("data.jsonl", "{\"question\": \"Q\"", "line 1: is not JSON")]
    [InlineData("data.jsonl", "{\"question\": \"Q\"} {}", "line 1: ")]
    [InlineData("data.jsonl", "{\"a\": 1}\n[1]", "line 2: is no JSON object")]
    [InlineData("data.jsonl", "\n\n", "is the file cut off?")]
    [InlineData("data.json", "[{\"question\": \"Q\"", "is not JSON; is the file cut off?")]
    [InlineData("data.json", "[1, 2]", "no rows")]
    [InlineData("data.json", "{\"a\": 1", "is not JSON")]
    public void Should_Say_What_Is_Wrong_With_Json(string name, string text, string why)
    {
        var error = Assert.Throws<DataSetException>(() => Open(name, text));

        Assert.Contains(name, error.Message, StringComparison.Ordinal);
        Assert.Contains(why, error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', error.Message);
    }

    [Fact]
    public void Should_Refuse_What_Is_Not_Utf8()
    {
        var latin = Encoding.Latin1.GetBytes("{\"question\": \"Grün\", \"options\": [\"a\", \"b\"], \"answer\": \"A\"}");
        Assert.Contains("line 1: is not UTF-8", Assert.Throws<DataSetException>(() => DataSets.Open(_folder.Write("latin.jsonl", latin))).Message, StringComparison.Ordinal);
        Assert.Contains("UTF-16", Assert.Throws<DataSetException>(() => DataSets.Open(_folder.Write("wide.jsonl", [0xff, 0xfe, .. Encoding.Unicode.GetBytes("{}")]))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Should_Read_A_Line_Of_Fifty_Megabytes_Without_Keeping_It()
    {
        var image = Convert.ToBase64String(new byte[38 << 20]);
        using var data = Open("data.jsonl", $$"""{"question": "Q", "options": ["a", "b"], "answer": "A", "image": "{{image}}"}""", """{"question": "R", "options": ["a", "b"], "answer": "B"}""");

        Assert.Equal(['A', 'B'], data.Samples.Select(s => data.Load(s).Answer));
        Assert.Equal(38 << 20, data.Load(data.Samples[0]).Question.Images[0].Length);
    }

    [Fact]
    public void Should_Not_Read_A_Row_Twice_From_A_Large_List()
    {
        var rows = Enumerable.Range(0, 3000).Select(i => $$"""{"id": {{i}}, "question": "Question {{i}} {{new string('x', i % 700)}}", "options": ["a", "b"], "answer": "{{"AB"[i % 2]}}"}""");
        using var data = Open("data.json", "[" + string.Join(",\n", rows) + "]");

        Assert.Equal(Enumerable.Range(0, 3000).Select(i => $"{i}"), data.Samples.Select(s => s.Index));
        Assert.Equal(Enumerable.Range(0, 3000).Select(i => "AB"[i % 2]), data.Samples.Select(s => data.Load(s).Answer));
        Assert.StartsWith("Question 2999 ", data.Load(data.Samples[^1]).Question.Text, StringComparison.Ordinal);
    }

    private IDataSet Open(string name, params string[] lines) => DataSets.Open(_folder.Write(name, string.Join('\n', lines)));
}
