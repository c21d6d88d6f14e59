using System.Security.Cryptography;
using System.Text;
using TaLo.Terminal.Library;
using TaLo.Tests;

namespace TaLo.Terminal.Tests;

/// <summary>Models where Ollama, LM Studio, llama.cpp and Hugging Face put them: found, paired, and loaded by their usual names.</summary>
public sealed class ModelPlacesTests(Models models) : IClassFixture<Models>, IDisposable
{
    private readonly Sandbox _sandbox = new();

    private string Home => _sandbox.PathOf("home");

    private Dictionary<string, string> Variables => new() { ["HOME"] = Home, ["XDG_CACHE_HOME"] = Path.Combine(Home, ".cache") };

    public void Dispose() => _sandbox.Dispose();

    [Fact]
    public void Should_Load_Ollamas_Models_By_Their_Tags()
    {
        Ollama("registry.ollama.ai/library/qwen2.5vl/7b", models.Llama, models.Mmproj("llama"));
        Ollama("registry.ollama.ai/library/qwen2.5vl/3b", models.Model("smolvlm"), null);
        Ollama("registry.ollama.ai/someone/mine/latest", models.Model("qwen2vl"), models.Mmproj("qwen2vl"));
        Ollama("hf.co/org/repo-GGUF/Q4_K_M", models.Model("gemma3"), null);
        Directory.CreateDirectory(Path.Combine(Home, ".ollama/models/manifests/registry.ollama.ai/library/broken"));
        File.WriteAllText(Path.Combine(Home, ".ollama/models/manifests/registry.ollama.ai/library/broken/latest"), "{");

        Assert.Equal(["hf.co/org/repo-GGUF:Q4_K_M", "qwen2.5vl:3b", "qwen2.5vl:7b", "someone/mine:latest"], Names());
        Assert.Equal(Blob(models.Mmproj("llama")), Mmproj("qwen2.5vl:7b"));
        Assert.Contains("4 layers", Doctor("qwen2.5vl:7b"), StringComparison.Ordinal);
        Assert.Contains("2 layers", Doctor("someone/mine"), StringComparison.Ordinal);
        Assert.Contains("someone/mine:latest", Talo.Run(_sandbox, Variables, "models", Path.Combine(Home, ".ollama/models")).Succeeded().Out, StringComparison.Ordinal);
        Refused("qwen2.5vl", "may be any of 2 models: qwen2.5vl:3b, qwen2.5vl:7b");
        Refused("qwen2.5vl:9b", "no such file", "did you mean qwen2.5vl:");
    }

    [Fact]
    public void Should_Say_That_A_Fused_Vision_File_Is_Ollamas_Own()
    {
        var bytes = File.ReadAllBytes(models.Llama);
        var at = bytes.AsSpan().IndexOf("blk.0.attn_norm.weight"u8);
        "v.l.0"u8.CopyTo(bytes.AsSpan(at));
        Ollama("registry.ollama.ai/library/gemma3/4b", _sandbox.Write("fused.gguf", bytes), null);
        File.Delete(_sandbox.PathOf("fused.gguf"));

        Refused("gemma3:4b", "gemma3:4b: its vision encoder is inside the model file, as only Ollama's own engine reads it");
    }

    [Fact]
    public void Should_Load_LmStudios_Models_By_Publisher_And_Repository()
    {
        Copy(models.Llama, ".lmstudio/models/lmstudio-community/Llava-GGUF/llava-q8_0.gguf");
        Copy(models.Mmproj("llama"), ".lmstudio/models/lmstudio-community/Llava-GGUF/mmproj-llava-f16.gguf");
        Copy(models.Model("smolvlm"), ".lmstudio/models/other/Smol-GGUF/SMOL-Q8_0.GGUF");

        Assert.Equal(["lmstudio-community/Llava-GGUF/llava-q8_0.gguf", "lmstudio-community/Llava-GGUF/mmproj-llava-f16.gguf", "other/Smol-GGUF/SMOL-Q8_0.GGUF"], Names());
        Assert.EndsWith("mmproj-llava-f16.gguf", Mmproj("lmstudio-community/Llava-GGUF/llava-q8_0.gguf"), StringComparison.Ordinal);
        Assert.Contains("4 layers", Doctor("lmstudio-community/Llava-GGUF"), StringComparison.Ordinal);
        Assert.Contains("2 layers", Doctor("smol"), StringComparison.Ordinal);
    }

    [Fact]
    public void Should_Follow_LmStudios_Pointer()
    {
        Copy(models.Llama, "elsewhere/models/pub/Repo/m.gguf");
        File.WriteAllText(Path.Combine(Home, ".lmstudio-home-pointer"), Path.Combine(Home, "elsewhere") + "\n");

        Assert.Equal(["pub/Repo/m.gguf"], Names());
    }

    [Theory]
    [InlineData(".cache/huggingface/hub", null, "")]
    [InlineData("hub-of-mine", "HF_HUB_CACHE", "hub-of-mine")]
    [InlineData("older", "HUGGINGFACE_HUB_CACHE", "older")]
    [InlineData("llama", "LLAMA_CACHE", "llama")]
    [InlineData("hf/hub", "HF_HOME", "hf")]
    public void Should_Load_Hugging_Faces_Models_Over_Their_Links(string hub, string? variable, string value)
    {
        var repository = $"{hub}/models--ggml-org--Llava-GGUF";
        Copy(models.Llama, $"{repository}/blobs/aaaa");
        Copy(models.Mmproj("llama"), $"{repository}/blobs/bbbb");
        foreach (var commit in new[] { "c0ffee", "decade" })
        {
            Link($"{repository}/snapshots/{commit}/q4/llava-Q4_K_M.gguf", $"{repository}/blobs/aaaa");
            Link($"{repository}/snapshots/{commit}/mmproj-llava-f16.gguf", $"{repository}/blobs/bbbb");
        }
        var variables = Variables;
        if (variable is not null)
            variables[variable] = Path.Combine(Home, value);

        Assert.Equal(["ggml-org/Llava-GGUF/mmproj-llava-f16.gguf", "ggml-org/Llava-GGUF/q4/llava-Q4_K_M.gguf"], Names(variables));
        Assert.EndsWith("mmproj-llava-f16.gguf", Mmproj("ggml-org/Llava-GGUF/q4/llava-Q4_K_M.gguf", variables), StringComparison.Ordinal);
        Assert.Contains("4 layers", Doctor("ggml-org/Llava-GGUF:Q4_K_M", variables), StringComparison.Ordinal);
    }

    [Fact]
    public void Should_Load_LlamaCpps_Old_Downloads_By_A_Part_Of_Their_Names()
    {
        Copy(models.Llama, ".cache/llama.cpp/ggml-org_Llava-GGUF_llava-Q8_0.gguf");

        Assert.Contains("4 layers", Doctor("Llava-GGUF_llava"), StringComparison.Ordinal);
    }

    [SharedDataFact(Eye.Model)]
    public void Should_Offer_The_Bundled_Eye_For_SmolLM2_Wherever_It_Lies()
    {
        var model = SharedDataFactAttribute.Path(Eye.Model)!;
        Link("models/renamed.gguf", model);
        Offered("renamed");
        Assert.Contains($"{BundledModels.EyeName} (comes with TaLo)", Talo.Run(_sandbox, Variables, "models", Path.Combine(Home, "models")).Succeeded().Out.ReplaceLineEndings(" "), StringComparison.Ordinal);
        Again(".lmstudio/models/pub/SmolLM2-GGUF/m.gguf", "pub/SmolLM2-GGUF");
        Again(".cache/huggingface/hub/models--org--Smol/snapshots/c0ffee/SmolLM2-135M.gguf", "org/Smol");
        Again(Path.GetRelativePath(Home, Blob(model)), "smollm2:135m", () => Ollama("registry.ollama.ai/library/smollm2/135m", model, null));

        // Links that lead to one file are one model: a place after the other.
        void Again(string place, string name, Action? more = null)
        {
            Directory.Delete(Home, recursive: true);
            Link(place, model);
            more?.Invoke();
            Offered(name);
        }

        void Offered(string name)
        {
            Assert.Equal(BundledModels.EyeName, Path.GetFileName(Assert.Single(All(null)).Mmproj));
            Assert.Contains(BundledModels.EyeName, Talo.Run(_sandbox, Variables, "qa", name, "Hello?", "--max-tokens", "1", "--device", "cpu", "--threads", "1").Succeeded().Error, StringComparison.Ordinal);
        }
    }

    [TmuxFact]
    public void Should_Show_Models_Of_Every_Place_On_Home()
    {
        Ollama("registry.ollama.ai/library/qwen2.5vl/7b", models.Llama, models.Mmproj("llama"));
        Copy(models.Model("smolvlm"), ".lmstudio/models/pub/Smol-GGUF/smol-of-the-studio.gguf");
        Copy(models.Model("qwen2vl"), ".cache/llama.cpp/qwen-of-llama.gguf");
        Copy(models.Model("gemma3"), ".cache/huggingface/hub/models--org--gemma/blobs/aaaa");
        Link(".cache/huggingface/hub/models--org--gemma/snapshots/c0ffee/gemma-of-the-hub.gguf", ".cache/huggingface/hub/models--org--gemma/blobs/aaaa");
        using var terminal = new Tmux(_sandbox, 120, 40, [.. Variables.Select(v => $"{v.Key}={v.Value}")]);

        terminal.Enter($"{Talo.CommandLine()}; echo code:$?");
        var home = terminal.WaitFor(
            screen => new[] { "qwen2.5vl:7b", "llama", "qwen2vl", "gemma3" }.All(s => screen.Contains(s, StringComparison.Ordinal)), "a model of every place");

        Assert.Matches(@"qwen2\.5vl:7b.*found", home);
        terminal.Press("q");
        terminal.WaitFor("code:0");
    }

    [Fact]
    public void Should_Tell_Files_Of_One_Name_Apart()
    {
        Copy(models.Llama, "models/a/model.gguf");
        Copy(models.Model("smolvlm"), "models/b/model.gguf");

        Refused("model.gguf", "may be any of 2 models", "models/a/model.gguf", "models/b/model.gguf");
        Assert.Contains("2 layers", Doctor(Path.Combine(Home, "models/b")), StringComparison.Ordinal);
    }

    private IEnumerable<string> Names(Dictionary<string, string>? variables = null) => All(variables).Select(m => m.Name).Order(StringComparer.OrdinalIgnoreCase);

    private string? Mmproj(string name, Dictionary<string, string>? variables = null) => All(variables).Single(m => m.Name == name).Mmproj;

    /// <summary>Every model but the bundled ones.</summary>
    private List<(string Name, string? Mmproj)> All(Dictionary<string, string>? variables) =>
        [.. Talo.Run(_sandbox, variables ?? Variables, "models", "--all", "--json").Succeeded().Json.EnumerateArray()
            .Where(m => m.GetProperty("path").GetString()!.StartsWith(_sandbox.Folder, StringComparison.Ordinal))
            .Select(m => (m.GetProperty("name").GetString()!, m.GetProperty("mmproj").GetString()))];

    private string Doctor(string model, Dictionary<string, string>? variables = null) =>
        Talo.Run(_sandbox, variables ?? Variables, "doctor", "--model", model, "--device", "cpu", "--threads", "1").Succeeded().Out;

    private void Refused(string model, params string[] words) => Talo.Run(_sandbox, Variables, "chat", model).Refused(words);

    private void Ollama(string name, string model, string? projector)
    {
        var layers = new List<string> { Layer("model", model) };
        if (projector is not null)
            layers.Add(Layer("projector", projector));
        var manifest = Path.Combine(Home, ".ollama/models/manifests", name);
        Directory.CreateDirectory(Path.GetDirectoryName(manifest)!);
        File.WriteAllText(manifest, $$"""{"schemaVersion": 2, "layers": [{{string.Join(", ", layers)}}]}""");

        string Layer(string kind, string path)
        {
            if (!File.Exists(Blob(path)))
                Copy(path, Path.GetRelativePath(Home, Blob(path)));
            return $$"""{"mediaType": "application/vnd.ollama.image.{{kind}}", "digest": "sha256:{{Digest(path)}}", "size": 1}""";
        }
    }

    private string Blob(string path) => Path.Combine(Home, ".ollama/models/blobs", $"sha256-{Digest(path)}");

    private static string Digest(string path) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(path)));

    private void Copy(string from, string to)
    {
        var path = Path.Combine(Home, to);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.Copy(from, path);
    }

    private void Link(string link, string to)
    {
        var path = Path.Combine(Home, link);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.CreateSymbolicLink(path, Path.GetRelativePath(Path.GetDirectoryName(path)!, Path.Combine(Home, to)));
    }
}
