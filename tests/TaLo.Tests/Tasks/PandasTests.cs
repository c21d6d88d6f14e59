using System.Text.Json;
using TaLo.Tasks.Readers;

namespace TaLo.Tests.Tasks;

public sealed class PandasTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    /// <summary>pandas writes a table, reads it back by its own defaults, and says what it read: the same is read here.</summary>
    [PandasFact]
    public void Should_Read_What_Pandas_Reads()
    {
        var path = _folder.File("data.tsv");
        var read = PandasFactAttribute.Run($$"""
            import json, pandas as pd
            texts = ["a", "NA", "N/A", "null", "NULL", "nan", "NaN", "n/a", "<NA>", "#N/A", "-1.#IND", "none", "NaNa", "it's", 'a "b" c', "tab\there",
                     "line\nbreak", "carriage\r\nreturn", "'quoted'", '"', '""', "é中😀", "[1, 2]", "1.0", "007", "True", "a,b;c", " led", "trail ", "\\n", "{}"]
            rows = [dict(index=i, question="Q" + str(i) + " " + t, A="first", B="second", C=t, D=texts[-1 - i], answer="A", category=t) for i, t in enumerate(texts)]
            pd.DataFrame(rows).to_csv({{JsonSerializer.Serialize(path)}}, sep="\t", index=False)
            back = pd.read_csv({{JsonSerializer.Serialize(path)}}, sep="\t", dtype=str)
            print(json.dumps([[None if pd.isna(v) else v for v in row] for row in back[["question", "C", "D", "category"]].values.tolist()]))
            """);
        var expected = JsonSerializer.Deserialize<string?[][]>(read)!;
        using var data = DataSets.Open(path);

        Assert.Equal(expected.Length, data.Samples.Count);
        foreach (var (sample, row) in data.Samples.Zip(expected))
        {
            var question = data.Load(sample).Question;
            Assert.Equal(row[0], question.Text);
            Assert.Equal(row[1], question.Options.FirstOrDefault(o => o.Letter == 'C').Text);
            Assert.Equal(row[2], question.Options.FirstOrDefault(o => o.Letter == 'D').Text);
            Assert.Equal(row[3] ?? "data", sample.Task);
        }
    }
}
