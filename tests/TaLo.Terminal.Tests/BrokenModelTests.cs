using System.Buffers.Binary;
using System.Text;

namespace TaLo.Terminal.Tests;

/// <summary>Files that are no model, or only half of one: one line that names the file, and the store as it was.</summary>
public sealed class BrokenModelTests(SweptStore swept) : IClassFixture<SweptStore>
{
    [Theory]
    [InlineData(0)]
    [InlineData(3)]
    [InlineData(20)]
    [InlineData(1000)]
    [InlineData(-400_000)]
    [InlineData(-1)]
    public void Should_Refuse_A_Truncated_Model(int length)
    {
        var whole = File.ReadAllBytes(swept.Models.Llama);
        Refuse("cut.gguf", whole[..(length < 0 ? whole.Length + length : length)]);
    }

    [Fact]
    public void Should_Refuse_A_Wild_Tensor_Count()
    {
        var bytes = File.ReadAllBytes(swept.Models.Llama);
        BinaryPrimitives.WriteUInt64LittleEndian(bytes.AsSpan(8), ulong.MaxValue / 3);
        Refuse("wild.gguf", bytes);
    }

    [Fact]
    public void Should_Refuse_Text_Called_Gguf() =>
        Refuse("notes.gguf", Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat("Dear diary, \n", 400))));

    [Fact]
    public void Should_Refuse_Noise_Behind_A_Sound_Header()
    {
        var bytes = File.ReadAllBytes(swept.Models.Llama);
        new Random(5).NextBytes(bytes.AsSpan(300, 4000));
        Refuse("noise.gguf", bytes);
    }

    [Fact]
    public void Should_Refuse_A_Missing_Model()
    {
        using var sandbox = new Sandbox();
        Talo.Run(sandbox, Sweep.Of("nowhere.gguf", Sweep.TwoTasks(sandbox, each: 1))).Refused("nowhere.gguf");
    }

    [Fact]
    public void Should_Refuse_A_Folder_That_Does_Not_Hold_One_Model()
    {
        using var sandbox = new Sandbox();
        var data = Sweep.TwoTasks(sandbox, each: 1);
        var folder = Directory.CreateDirectory(sandbox.PathOf("some")).FullName;
        Talo.Run(sandbox, Sweep.Of(folder, data)).Refused(folder, "no GGUF file");
        foreach (var name in new[] { "one.gguf", "two.gguf" })
            File.Copy(swept.Models.Llama, Path.Combine(folder, name));
        Talo.Run(sandbox, Sweep.Of(folder, data)).Refused(folder, "one.gguf, two.gguf");
    }

    [Fact]
    public void Should_List_Sound_Models_And_Name_The_Broken_Ones()
    {
        using var sandbox = new Sandbox();
        File.Copy(swept.Models.Llama, sandbox.PathOf("sound.gguf"));
        sandbox.Write("cut.gguf", File.ReadAllBytes(swept.Models.Llama)[..1000]);
        sandbox.Write("notes.gguf", "Dear diary"u8.ToArray());

        var run = Talo.Run(sandbox, "models", sandbox.Folder);

        Assert.Equal(0, run.ExitCode);
        Assert.Contains("sound.gguf", run.Out, StringComparison.Ordinal);
        Assert.Equal(2, run.Errors.Count);
        Assert.Contains(run.Errors, e => e.Contains("cut.gguf", StringComparison.Ordinal));
        Assert.Contains(run.Errors, e => e.Contains("notes.gguf", StringComparison.Ordinal));
    }

    private void Refuse(string name, byte[] bytes)
    {
        var sandbox = swept.Sandbox;
        var stored = sandbox.JournalBytes();

        Talo.Run(sandbox, Sweep.Of(sandbox.Write(name, bytes), swept.Data, "--out", "out.jsonl")).Refused(name);

        Assert.Equal(stored, sandbox.JournalBytes());
        Assert.False(File.Exists(sandbox.PathOf("out.jsonl")));
    }
}
