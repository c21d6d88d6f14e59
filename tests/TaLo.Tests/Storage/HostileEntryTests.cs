using System.Security.Cryptography;
using System.Text;
using TaLo.Storage;
using TaLo.Tests.Sweeps;

namespace TaLo.Tests.Storage;

/// <summary>Entries with a right checksum that nobody's program wrote: left out and named wherever they come from.</summary>
public class HostileEntryTests
{
    private const string Honest =
        """{"sweep":"SWEEP","sample":{"task":"task","index":"9","letters":"AB","answer":"A","rows":[{"p":[-0.5,-1],"predicted":"A","correct":true,"margin":0.5,"mass":0.5,"module":"ffn","layer":1}],"taskGroup":null}}""";

    public static TheoryData<string, string> Changes => new()
    {
        { "[{\"p\"", "[null,{\"p\"" },
        { "\"layer\":1", "\"layer\":4" },
        { "\"layer\":1", "\"layer\":999" },
        { "\"layer\":1", "\"layer\":-1" },
        { "\"layer\":1", "\"layer\":2000000000" },
        { "\"layer\":1", "\"layer\":1e99" },
        { "\"layer\":1", "\"layer\":null" },
        { "\"layer\":1", "\"layer\":{}" },
        { "\"ffn\"", "\"brain\"" },
        { "\"ffn\"", "7" },
        { "true", "false" },
        { "\"predicted\":\"A\",\"correct\":true", "\"predicted\":\"B\",\"correct\":false" },
        { "\"predicted\":\"A\"", "\"predicted\":\"AB\"" },
        { "\"predicted\":\"A\"", "\"predicted\":null" },
        { "\"margin\":0.5", "\"margin\":5" },
        { "\"margin\":0.5", "\"margin\":1e999" },
        { "\"mass\":0.5", "\"mass\":50" },
        { "\"mass\":0.5", "\"mass\":\"NaN\"" },
        { "[-0.5,-1]", "[-0.5]" },
        { "[-0.5,-1]", "[-0.5,-1,-2]" },
        { "[-0.5,-1]", "[-0.5,[-1]]" },
        { "[-0.5,-1]", "null" },
        { "\"letters\":\"AB\"", "\"letters\":\"AA\"" },
        { "\"letters\":\"AB\"", "\"letters\":\"\"" },
        { "\"answer\":\"A\"", "\"answer\":\"C\"" },
        { "\"answer\":\"A\"", "\"answer\":\"\"" },
        { "\"task\":\"task\"", "\"task\":null" },
        { "\"task\":\"task\"", "\"task\":7" },
        { "\"task\":\"task\"", "\"task\":\"\\ud800\"" },
        { "\"index\":\"9\"", "\"index\":[]" },
        { "\"taskGroup\":null", "\"more\":1" },
        { "\"sample\":{", "\"sample\":7,\"x\":{" },
        { "\"sample\":", "\"holds\":" },
        { "SWEEP", "other" },
        { "SWEEP", "../../../../etc/passwd" },
        { Honest, "null" },
        { Honest, "[]" },
        { Honest, "{\"sweep\":\"SWEEP\"}" },
    };

    [Theory]
    [MemberData(nameof(Changes))]
    public void Should_Be_Left_Out_Of_A_Sweep(string part, string hostile)
    {
        using var bench = new StoreBench(3);
        Append(bench.Journal, Changed(bench, part, hostile));

        var messages = new List<string>();
        using (var reader = ResultStore.OpenReadOnly(bench.Files.Path, messages.Add))
            Assert.Equal(bench.Expected, Bench.Text(reader.Passes(bench.Sweep.Id)));
        Assert.Equal(bench.Expected, bench.Rows());

        Assert.Contains("1 damaged and left out: ", Assert.Single(messages));
        Assert.Contains($"{bench.Journal}, line 5: ", Assert.Single(bench.Messages));
        Assert.Throws<StoreException>(() => StoreMerge.Merge(bench.Files.Path + "/into", [bench.Files.Path]));
        StoreCare.Repair(bench.Files.Path);
        Assert.True(StoreCare.Check(bench.Files.Path).IsWell);
        Assert.Equal(bench.Expected, bench.Rows());
    }

    [Theory]
    [MemberData(nameof(Changes))]
    public void Should_Be_Left_Out_Of_What_Came_In_One_Piece(string part, string hostile)
    {
        using var bench = new StoreBench(3);
        Append(bench.Files.Intake, Changed(bench, part, hostile));

        using (var reader = ResultStore.OpenReadOnly(bench.Files.Path))
            Assert.Equal(bench.Expected, Bench.Text(reader.Passes(bench.Sweep.Id)));
        Assert.Equal(bench.Expected, bench.Rows());

        Assert.False(File.Exists(bench.Files.Intake));
        Assert.True(StoreCare.Check(bench.Files.Path).IsWell);
        Assert.Equal([bench.Sweep.Id], Directory.GetFiles(bench.Files.Sweeps, "*.jsonl").Select(Path.GetFileNameWithoutExtension));
    }

    [Theory]
    [InlineData("\"layerCount\":4", "\"layerCount\":2000000000")]
    [InlineData("\"layerCount\":4", "\"layerCount\":-4")]
    [InlineData("\"layerCount\":4", "\"layerCount\":null")]
    [InlineData("\"facts\":{", "\"facts\":null,\"x\":{")]
    [InlineData("\"scoring\":\"letter\"", "\"scoring\":\"other\"")]
    public void Should_Not_Become_A_Sweep(string part, string hostile)
    {
        using var bench = new StoreBench(0);
        var line = File.ReadAllLines(bench.Journal)[0];
        var entry = line[(line.IndexOf("\"entry\":", StringComparison.Ordinal) + 8)..^1];
        Assert.Contains(part, entry);
        File.Delete(bench.Journal);
        File.Delete(bench.Files.Seal(bench.Sweep.Id));
        Append(bench.Journal, entry.Replace(part, hostile));
        Append(bench.Files.Intake, entry.Replace(part, hostile));

        using (var reader = ResultStore.OpenReadOnly(bench.Files.Path))
            Assert.Empty(reader.Sweeps());
        using var writer = bench.Open();
        Assert.Empty(writer.Sweeps());
        writer.AddSweep(bench.Sweep);
        Assert.Equal([bench.Sweep], writer.Sweeps());
    }

    [Fact]
    public void Should_Accept_What_Is_Honest()
    {
        using var bench = new StoreBench(3);
        Append(bench.Journal, Changed(bench, "0.5", "0.5"));

        using var reader = ResultStore.OpenReadOnly(bench.Files.Path, m => Assert.Fail(m));
        Assert.Single(reader.PassesOf(bench.Sweep.Id, "task", "9"));
    }

    private static string Changed(StoreBench bench, string part, string hostile)
    {
        Assert.Contains(part, Honest);
        return Honest.Replace(part, hostile).Replace("SWEEP", bench.Sweep.Id);
    }

    private static void Append(string file, string entry) => File.AppendAllText(
        file, $"{{\"talo\":1,\"sum\":\"{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(entry)))[..16]}\",\"entry\":{entry}}}\n");
}
