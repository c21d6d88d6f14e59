using TaLo.Storage;

namespace TaLo.Tests.Storage;

/// <summary>
/// Stores of TaLo up to November 2026: one journal for everything. <c>Data/old-journal.jsonl</c> was written by that
/// program: sweeps kept, deleted, and deleted and begun again; profiles kept, replaced and deleted.
/// </summary>
public sealed class OldStoreTests : IDisposable
{
    private const string Kept = "6ac501b3fa5d839646d05f5855aecba99b4fff3c5917032f822e1112d2b94c7c";
    private const string Again = "2e6c424dc43bf03e78b5bbe48129d4906e0c0164957d8abf8c54a97432f11c59";

    private readonly FastFolder _folder = new();
    private readonly List<string> _messages = [];

    public OldStoreTests() => File.Copy(Path.Combine(AppContext.BaseDirectory, "Storage", "Data", "old-journal.jsonl"), Files.Intake);

    private StoreFolder Files => new(_folder.Path);

    [Fact]
    public void Should_Be_Read_As_It_Is()
    {
        var before = File.ReadAllBytes(Files.Intake);

        using (var store = ResultStore.OpenReadOnly(_folder.Path, _messages.Add))
            AssertWhole(store);

        Assert.Equal(before, File.ReadAllBytes(Files.Intake));
        Assert.Single(Directory.GetFileSystemEntries(_folder.Path));
    }

    [Fact]
    public void Should_Be_Dealt_Out_By_The_First_Writer_And_Stay_The_Same()
    {
        using (var store = new ResultStore(_folder.Path, _messages.Add))
            AssertWhole(store);

        Assert.False(File.Exists(Files.Intake));
        using (var store = new ResultStore(_folder.Path, _messages.Add))
            AssertWhole(store);
        using (var store = ResultStore.OpenReadOnly(_folder.Path, _messages.Add))
            AssertWhole(store);
        Assert.True(StoreCare.Check(_folder.Path) is { IsWell: true, Copy: null });
    }

    [Fact]
    public void Should_Come_To_The_Same_Wherever_Dealing_Out_Was_Interrupted()
    {
        var old = File.ReadAllBytes(Files.Intake);
        new ResultStore(_folder.Path).Dispose();
        var dealt = Directory.GetFiles(_folder.Path, "*.json*", SearchOption.AllDirectories).ToDictionary(f => f, File.ReadAllBytes);
        foreach (var share in new[] { 0, 0.2, 0.4, 0.6, 0.8, 1 })
        {
            // Some files not yet there, one torn, and the old journal still in its place.
            foreach (var (file, bytes) in dealt.Where(d => d.Key.EndsWith(".jsonl", StringComparison.Ordinal)))
                File.WriteAllBytes(file, bytes[..(int)(share * bytes.Length)]);
            foreach (var seal in Directory.GetFiles(Files.Sweeps, "*.json"))
                File.Delete(seal);
            if (share < 0.5)
                Directory.Delete(Files.Profiles, recursive: true);
            File.WriteAllBytes(Files.Intake, old);

            using (var store = new ResultStore(_folder.Path))
                AssertWhole(store);
            foreach (var (file, bytes) in dealt.Where(d => d.Key.EndsWith(".jsonl", StringComparison.Ordinal)))
                Assert.Equal(bytes.Length, File.ReadAllBytes(file).Length);
        }

        Assert.Empty(_messages);
    }

    [Fact]
    public void Should_Lose_A_Damaged_Line_Only_And_Keep_The_File()
    {
        var lines = File.ReadAllLines(Files.Intake);
        var damaged = Array.FindIndex(lines, l => l.Contains("\"index\":\"3\"", StringComparison.Ordinal));
        lines[damaged] = lines[damaged].Replace("0.5", "0.6", StringComparison.Ordinal);
        File.WriteAllLines(Files.Intake, lines);

        using (var reader = ResultStore.OpenReadOnly(_folder.Path, _messages.Add))
            Assert.Equal(6, reader.Passes(Kept).Count);
        using (var writer = new ResultStore(_folder.Path, _messages.Add))
            Assert.Equal(6, writer.Passes(Kept).Count);

        Assert.Equal(2, _messages.Count);
        Assert.All(_messages, m => Assert.Contains($"{Files.Intake}, line {damaged + 1}: damaged (task maps, sample 3)", m));
        Assert.Contains("the rest was taken, and the file is kept as journal.jsonl.left-", _messages[1]);
        Assert.Equal(lines, File.ReadAllLines(Assert.Single(Directory.GetFiles(_folder.Path, "journal.jsonl.left-*"))));
    }

    [Fact]
    public void Should_Survive_The_Import_That_Made_Every_Command_Fail()
    {
        var poison = $"{{\"sweep\":\"\",\"added\":null,\"sample\":null,\"deleted\":null,\"profile\":{{\"task\":\"{new string('x', 20_000_000)}\"}},\"deletedProfile\":null}}";
        var sum = Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(poison)))[..16];
        File.AppendAllText(Files.Intake, $"{{\"talo\":1,\"sum\":\"{sum}\",\"entry\":{poison}}}\n");

        using (var reader = ResultStore.OpenReadOnly(_folder.Path, _messages.Add))
            AssertWhole(reader);
        using (var writer = new ResultStore(_folder.Path, _messages.Add))
            AssertWhole(writer);
        _messages.Clear();
        using (var writer = new ResultStore(_folder.Path, _messages.Add))
            AssertWhole(writer);

        Assert.Empty(_messages);
    }

    public void Dispose() => _folder.Dispose();

    private static void AssertWhole(ResultStore store)
    {
        Assert.Equal(["kept", "again"], store.Sweeps().Select(s => s.Facts.ModelName));
        Assert.Equal(["ocr none", "maps attention 2"], store.Profiles().Select(p => $"{p.Task} {p.Choice}"));
        Assert.Equal((2, 4, 8L), store.Size(Kept) is var s ? (s.Tasks, s.Samples, s.Passes) : default);
        Assert.Equal(
            [
                "maps 1 base -1.25 -0.5", "maps 1 attention 1 -0.25 -0.75", "maps 2 base -2.5 -0.5", "maps 2 attention 1 -0.25 -1.5",
                "maps 2 attention 2 -0.1 -0.2", "maps 3 base -3.75 -0.5", "maps 3 attention 1 -0.25 -2.25", "ocr \"é\" 1 base -0.30000000000000004 -0.2",
            ],
            store.Passes(Kept).Select(p => $"{p.Task} {p.Index} {p.Knockout?.ToString() ?? "base"} {string.Join(' ', p.LogProbabilities)}"));
        Assert.All(store.Passes(Kept), p => Assert.Equal(("group", "AB", 'B', 0.5, p.LogProbabilities[1] - p.LogProbabilities[0]), (p.TaskGroup, p.Letters, p.Answer, p.LetterMass, p.Margin)));
        Assert.Equal(-9, Assert.Single(store.Passes(Again)).LogProbabilities[0]);
    }
}
