using CsCheck;
using TaLo.Tasks;
using TaLo.Tasks.Readers;

namespace TaLo.Tests.Tasks;

public sealed class TsvRoundTripTests
{
    private static readonly string[] Header =
        ["split", "index", "image", "question", "hint", "A", "B", "C", "D", "answer", "category", "l2-category"];

    private static readonly string[] Pieces =
        ["a", "B", "é", "中", "😀", " ", "\t", "\n", "\r", "\r\n", "\"", "\"\"", "'", "[", "]", ",", "\\", "{"];

    private static readonly Gen<string> Text = Gen.Int[0, Pieces.Length - 1].Select(i => Pieces[i])
        .Array[1, 12].Select(string.Concat).Where(text => !string.IsNullOrWhiteSpace(text));

    private static readonly Gen<string?> MaybeText = Gen.OneOf(Text.Select(t => (string?)t), Gen.Const((string?)null));

    private static readonly Gen<byte[]> Image = Gen.Byte.Array[49, 3000];

    private static readonly Gen<VqaSample> Sample =
        from question in Text
        from hint in MaybeText
        from task in Text
        from taskGroup in MaybeText
        from texts in Text.Array[2, 4]
        from answer in Gen.Int[0, texts.Length - 1]
        from images in Image.Array[0, 3]
        select new VqaSample("", task, taskGroup, new VqaQuestion(
            question, hint, [.. texts.Select((text, i) => new AnswerOption((char)('A' + i), text))],
            [.. images.Select(image => new ReadOnlyMemory<byte>(image))]), (char)('A' + answer));

    [Fact]
    public void Should_Read_Back_What_Pandas_Wrote()
    {
        using var folder = new TempFolder();
        Sample.Array[1, 8].Sample(drawn =>
        {
            var samples = drawn.Select((sample, i) => sample with { Index = $"{i}" }).ToArray();
            var path = folder.Write($"{Guid.NewGuid():N}.tsv", PandasTsv.Write(Header, [.. samples.Select(Row)]));
            using var data = DataSets.Open(path);

            var read = data.Samples.Reverse().Select(data.Load).Reverse().ToArray();

            return samples.Length == read.Length && samples.Zip(read).All(pair => Flat(pair.First) == Flat(pair.Second));
        }, iter: 200);
    }

    private static string[] Row(VqaSample sample)
    {
        var images = sample.Question.Images.Select(image => Convert.ToBase64String(image.Span)).ToArray();
        var cell = images.Length == 1 ? images[0] : $"[{string.Join(", ", images.Select(image => $"'{image}'"))}]";
        var options = Enumerable.Range(0, 4).Select(i => i < sample.Question.Options.Count ? sample.Question.Options[i].Text : "");
        return ["dev", sample.Index, cell, sample.Question.Text, sample.Question.Hint ?? "nan", .. options,
            sample.Answer.ToString(), sample.Task, sample.TaskGroup ?? ""];
    }

    private static string Flat(VqaSample sample) => string.Join('\u0001',
        [sample.Index, sample.Task, sample.TaskGroup ?? "-", sample.Question.Text, sample.Question.Hint ?? "-", sample.Answer.ToString(),
        .. sample.Question.Options.Select(o => o.Letter + o.Text), .. sample.Question.Images.Select(image => Convert.ToBase64String(image.Span))]);
}
