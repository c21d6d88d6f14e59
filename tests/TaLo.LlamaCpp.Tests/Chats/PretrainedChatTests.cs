using TaLo.Gguf;
using TaLo.Models;
using TaLo.Tests;

namespace TaLo.LlamaCpp.Tests.Chats;

/// <summary>A conversation with a pretrained model: its prompt is the one it was trained on, its answers are stock llama.cpp's.</summary>
public sealed class PretrainedChatTests : IDisposable
{
    private const string Model = "models/SmolLM2-135M-Instruct.Q4_1.gguf";
    private const string Default = "<|im_start|>system\nYou are a helpful AI assistant named SmolLM, trained by Hugging Face<|im_end|>\n";
    private static readonly ChatTurn Question = Talk.User("What is the capital of France?");

    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("talo-tests-");

    // What Jinja2 makes of the file's template, trim_blocks and lstrip_blocks on, as Hugging Face's transformers do it.
    [SharedDataFact(Model)]
    public void Should_render_what_hugging_face_renders()
    {
        using var model = LlamaVisionModel.Load(Options(SharedDataFactAttribute.Path(Model)!));
        var question = new ChatMessage("user", Question.Text);

        Assert.Equal($"{Default}<|im_start|>user\nWhat is the capital of France?<|im_end|>\n<|im_start|>assistant\n", model.RenderChat([question]));
        Assert.Equal(
            "<|im_start|>system\nAnswer in one word.<|im_end|>\n<|im_start|>user\nWhat is the capital of France?<|im_end|>\n<|im_start|>assistant\n",
            model.RenderChat([new ChatMessage("system", "Answer in one word."), question]));
        Assert.Equal(
            $"{Default}<|im_start|>user\nHi<|im_end|>\n<|im_start|>assistant\nHello!<|im_end|>\n<|im_start|>user\nWho are you?<|im_end|>\n<|im_start|>assistant\n",
            model.RenderChat([new ChatMessage("user", "Hi"), new ChatMessage("assistant", "Hello!"), new ChatMessage("user", "Who are you?")]));
    }

    [SharedDataFact(Model)]
    public void Should_answer_as_stock_decoding_does_token_for_token()
    {
        var path = SharedDataFactAttribute.Path(Model)!;
        using var model = LlamaVisionModel.Load(Options(path));
        model.Answer([Question], []);
        var first = model.Latest();
        Talk.AssertSame(Stock(path), first, "base");
        Assert.True(first.Tokens.Length > 3);

        foreach (var knockout in new Knockout[] { new(3, Module.Ffn), new(12, Module.Attention), new(20, Module.Layer) })
        {
            model.Answer([Question], knockout);
            var zeroed = Path.Combine(folder.FullName, "zeroed.gguf");
            ZeroedCopy.Write(path, zeroed, knockout);
            Talk.AssertSame(Stock(zeroed), model.Latest(), knockout.ToString());
            Assert.False(first.Logits.AsSpan().SequenceEqual(model.Latest().Logits), $"{knockout}: nothing moved");
        }
    }

    public void Dispose() => folder.Delete(recursive: true);

    private static ModelOptions Options(string path) => new() { ModelPath = path, Device = "cpu", Threads = 1, ContextLength = 1024 };

    private static (int[] Tokens, float[] Logits) Stock(string path)
    {
        using var model = LlamaVisionModel.Load(Options(path) with { InstallHook = false });
        using var prompt = model.Encode(model.RenderChat([new ChatMessage("user", Question.Text)]), []);
        return Talk.DecodeGreedily(model, prompt, Talk.Greedy.MaxTokens);
    }
}
