using System.Text;
using System.Text.RegularExpressions;
using TaLo.Models;
using TaLo.Storage;
using TaLo.Tests.Profiles;
using TaLo.Tests.Sweeps;
using Xunit.Abstractions;

namespace TaLo.Tests.Storage;

/// <summary>
/// One flipped byte, or a file cut off, anywhere: every undamaged row is served, what is not is named, and nothing is
/// different without a word. With TALO_LONG_TESTS=1 500 of each also in the database, where one takes longer.
/// </summary>
public sealed partial class DamageTests(ITestOutputHelper log) : IDisposable
{
    private const int PageSize = 8192;
    private const int Samples = 12;

    private static readonly bool IsLong = Environment.GetEnvironmentVariable("TALO_LONG_TESTS") == "1";

    private readonly FastFolder _folder = new();
    private readonly Random _random = new(20261125);

    private StoreFolder Files => new(_folder.Path);

    public static TheoryData<byte> PageTypes => new() { Index, Data };

    private const byte Index = 3;
    private const byte Data = 4;

    [Fact]
    public void Should_Serve_All_But_The_Line_Of_A_Flipped_Byte()
    {
        var whole = Fill();
        var silent = 0;
        for (var i = 0; i < 500; i++)
        {
            var sweep = whole.Sweeps[_random.Next(2)];
            var at = Flip(Files.Journal(sweep.Id), _random.Next());

            var seen = See();

            var lines = whole.Journals[sweep.Id];
            var hit = lines.FindIndex(l => at < l.End);
            Assert.Equal(Without(whole, sweep.Id, at == lines[hit].End - 1 ? null : lines[hit].Index), seen.Rows);
            Assert.Equal(whole.Profiles, seen.Profiles);
            AssertNamed(whole, seen, sweep.Id, lines[hit], at);
            silent += seen.Messages.Count == 0 ? 1 : 0;
            Restore(whole);
        }

        log.WriteLine($"500 flips, {silent} of them in a newline, which costs nothing");
        Assert.InRange(silent, 0, 20);
    }

    [Fact]
    public void Should_Serve_Every_Line_Before_The_Place_Where_A_Journal_Was_Cut()
    {
        var whole = Fill();
        for (var i = 0; i < 500; i++)
        {
            var sweep = whole.Sweeps[_random.Next(2)];
            var lines = whole.Journals[sweep.Id];
            // Every fourth between two lines, where nothing is torn.
            var length = i % 4 == 0 ? lines[_random.Next(lines.Count - 1)].End : _random.Next(lines[^1].End);
            Cut(Files.Journal(sweep.Id), length);

            var seen = See();

            var gone = lines.Where(l => l.End - 1 > length && l.Index is not null).Select(l => l.Index).ToHashSet();
            Assert.Equal(Rows(whole, r => r.Sweep != sweep.Id || !gone.Contains(r.Index)), seen.Rows);
            if (gone.Count > 0)
                Assert.Contains($"{gone.Count} of its {Samples} samples are missing", Assert.Single(seen.Messages));
            Restore(whole);
        }
    }

    [Fact]
    public void Should_Say_So_Where_A_Profile_Is_Damaged_And_Not_Care_For_A_Damaged_Summary()
    {
        var whole = Fill();
        for (var i = 0; i < 500; i++)
        {
            var (profile, summary) = (Pick(Files.Profiles, "*.json"), Pick(Files.Sweeps, "*.json"));
            Flip(i % 2 == 0 ? profile : summary, _random.Next());
            if (i % 4 > 1)
                Cut(i % 2 == 0 ? profile : summary, _random.Next(200));

            var seen = See();

            Assert.Equal(whole.Rows.Select(r => r.Text), seen.Rows);
            var left = whole.Profiles.Except(seen.Profiles).ToList();
            // A flipped newline at a file's end is no damage.
            Assert.Equal(seen.Messages.Count, left.Count);
            Assert.True(i % 2 == 0 ? left.Count <= 1 : left.Count == 0);
            Assert.All(seen.Messages, m => Assert.Contains(profile, m));
            Restore(whole);
        }
    }

    [Theory]
    [MemberData(nameof(PageTypes))]
    public void Should_Answer_Alike_Whatever_Happens_To_The_Database(byte pageType)
    {
        var whole = Fill();
        var pages = Enumerable.Range(0, whole.Database.Length / PageSize).Where(p => whole.Database[(p * PageSize) + 4] == pageType).ToList();
        Assert.True(pages.Count > 1);
        var found = 0;
        for (var i = 0; i < (IsLong ? 500 : 40); i++)
        {
            if (i % 5 < 4)
                Flip(Files.Database, (pages[_random.Next(pages.Count)] * PageSize) + Used(whole.Database, pages));
            else
                Cut(Files.Database, _random.Next(whole.Database.Length));

            var seen = See();
            Assert.Equal(whole.Rows.Select(r => r.Text), seen.Rows);
            Assert.Equal(whole.Profiles, seen.Profiles);
            Assert.Empty(seen.Messages);
            var condition = StoreCare.Check(_folder.Path);
            Assert.All(condition.Sweeps, s => Assert.Empty(s.Damages));
            found += condition.IsWell && condition.Copy is null ? 0 : 1;

            // A writer gets through, and what it stores is there.
            using (var store = new ResultStore(_folder.Path))
                store.Add(whole.Sweeps[0].Id, [SomeRows.Row("more", "1", null, [-1, -2], 'A')]);
            StoreCare.Repair(_folder.Path);
            Assert.True(StoreCare.Check(_folder.Path) is { IsWell: true, Copy: null }, $"{condition.Copy} {string.Join(' ', condition.Damages)}");
            Assert.Equal(whole.Rows.Count + 1, See().Rows.Count);
            Restore(whole);
        }

        log.WriteLine($"found {found}, the others in what no document uses");
        Assert.NotEqual(0, found);
    }

    [Fact]
    public void Should_Mend_A_Damaged_Journal_From_The_Database()
    {
        var whole = Fill();
        for (var i = 0; i < (IsLong ? 500 : 40); i++)
        {
            var sweep = whole.Sweeps[_random.Next(2)];
            for (var flips = _random.Next(1, 5); flips > 0; flips--)
                Flip(Files.Journal(sweep.Id), _random.Next());
            Flip(Pick(Files.Profiles, "*.json"), _random.Next());
            if (i % 3 == 0)
                Cut(Files.Journal(sweep.Id), _random.Next(whole.Journals[sweep.Id][^1].End));

            var repair = StoreCare.Repair(_folder.Path);

            Assert.All(repair.Sweeps, s => Assert.Empty(s.Lost));
            Assert.Equal(0, repair.ProfilesLost);
            Assert.True(StoreCare.Check(_folder.Path) is { IsWell: true, Copy: null });
            var seen = See();
            Assert.Equal(whole.Rows.Select(r => r.Text), seen.Rows);
            Assert.Equal(whole.Profiles, seen.Profiles);
            Assert.Empty(seen.Messages);
            Restore(whole);
        }
    }

    public void Dispose() => _folder.Dispose();

    private Whole Fill()
    {
        var sweeps = new[] { SomeRows.Sweep(), SomeRows.Sweep("other") };
        using (var store = new ResultStore(_folder.Path))
        {
            foreach (var sweep in sweeps)
            {
                SomeRows.AddTo(store, sweep, Enumerable.Range(10, Samples).SelectMany(i => new[]
                {
                    SomeRows.Row($"task {i % 2}", $"{i}", null, [-0.1 * i, -1, -3], 'B'),
                    SomeRows.Row($"task {i % 2}", $"{i}", new Knockout(1, Module.Ffn), [-0.3 * i, -1, -3], 'B'),
                    SomeRows.Row($"task {i % 2}", $"{i}", new Knockout(2, Module.Layer), [-0.7 * i, -1, -3], 'B'),
                }));
            }

            store.PutProfiles(SomeProfile.Of("maps", 3), SomeProfile.Of("ocr", null));
        }

        var seen = See();
        Assert.Empty(seen.Messages);
        Assert.Equal(2 * 3 * Samples, seen.Rows.Count);
        return new Whole(
            sweeps, [.. sweeps.SelectMany(RowsOf)], seen.Profiles, sweeps.ToDictionary(s => s.Id, s => LinesOf(Files.Journal(s.Id))),
            File.ReadAllBytes(Files.Database), Directory.GetFiles(_folder.Path, "*", SearchOption.AllDirectories).ToDictionary(f => f, File.ReadAllBytes));
    }

    private List<Row> RowsOf(TaLo.Sweeps.StoredSweep sweep)
    {
        using var store = ResultStore.OpenReadOnly(_folder.Path);
        return [.. store.Passes(sweep.Id).Select(p => new Row(sweep.Id, p.Index, sweep.Id + Bench.Text([p])))];
    }

    private static List<Line> LinesOf(string journal)
    {
        var (end, lines) = (0, new List<Line>());
        foreach (var line in File.ReadAllLines(journal))
        {
            var start = end;
            end += Encoding.UTF8.GetByteCount(line) + 1;
            var index = IndexIn().Match(line);
            lines.Add(new Line(start, end, index.Success ? index.Groups[1].Value : null));
        }

        return lines;
    }

    private Seen See()
    {
        var messages = new List<string>();
        using var store = ResultStore.OpenReadOnly(_folder.Path, messages.Add);
        var rows = store.Sweeps().OrderByDescending(s => s.Facts.ModelName == "model").SelectMany(s => store.Passes(s.Id).Select(p => s.Id + Bench.Text([p]))).ToList();
        return new Seen(rows, [.. store.Profiles().Select(p => $"{p}")], messages);
    }

    private static List<string> Without(Whole whole, string sweep, string? index) => Rows(whole, r => r.Sweep != sweep || r.Index != index);

    private static List<string> Rows(Whole whole, Func<Row, bool> wanted) => [.. whole.Rows.Where(wanted).Select(r => r.Text)];

    private void AssertNamed(Whole whole, Seen seen, string sweep, Line hit, int at)
    {
        if (at == hit.End - 1)
            return;
        var message = Assert.Single(seen.Messages);
        Assert.StartsWith($"sweep {sweep[..16]}: 1 damaged and left out: {Files.Journal(sweep)}, line {whole.Journals[sweep].IndexOf(hit) + 1}: damaged", message);
        // Where its name stands is whole, the sample is named.
        var name = Encoding.UTF8.GetString(whole.Files[Files.Journal(sweep)], hit.Start, hit.End - hit.Start).IndexOf("\"letters\"", StringComparison.Ordinal);
        if (hit.Index is { } index && at - hit.Start > name)
            Assert.Contains($"sample {index})", message);
    }

    private int Flip(string file, int at)
    {
        var bytes = File.ReadAllBytes(file);
        at %= bytes.Length;
        bytes[at] ^= (byte)_random.Next(1, 256);
        File.WriteAllBytes(file, bytes);
        return at;
    }

    private static void Cut(string file, int length)
    {
        using var stream = File.OpenWrite(file);
        stream.SetLength(Math.Min(length, stream.Length));
    }

    // Most of a page may be empty: half of the bytes are picked where there is something.
    private int Used(byte[] database, List<int> pages)
    {
        var at = _random.Next(PageSize);
        for (var tries = 0; tries < 50 && database[(pages[0] * PageSize) + at] == 0; tries++)
            at = _random.Next(PageSize);
        return at;
    }

    private string Pick(string folder, string pattern)
    {
        var files = Directory.GetFiles(folder, pattern);
        return files[_random.Next(files.Length)];
    }

    private void Restore(Whole whole)
    {
        foreach (var file in Directory.GetFiles(_folder.Path, "*", SearchOption.AllDirectories).Where(f => !whole.Files.ContainsKey(f)))
            File.Delete(file);
        foreach (var (file, bytes) in whole.Files)
            File.WriteAllBytes(file, bytes);
    }

    [GeneratedRegex("\"index\":\"([^\"]*)\"")]
    private static partial Regex IndexIn();

    private sealed record Whole(
        TaLo.Sweeps.StoredSweep[] Sweeps, List<Row> Rows, List<string> Profiles, Dictionary<string, List<Line>> Journals, byte[] Database,
        Dictionary<string, byte[]> Files);

    private sealed record Row(string Sweep, string Index, string Text);

    private sealed record Line(int Start, int End, string? Index);

    private sealed record Seen(List<string> Rows, List<string> Profiles, List<string> Messages);
}
