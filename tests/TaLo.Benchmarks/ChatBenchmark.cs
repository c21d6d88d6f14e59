using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using TaLo.LlamaCpp;
using TaLo.Models;

namespace TaLo.Benchmarks;

/// <summary>
/// How fast a chat generates, the whole path: template, cache, sampler, pieces of text. Beside it, in turn within one
/// run, llama.cpp's own llama-bench on the same file, at the same depth, with as many tokens and threads.
/// </summary>
internal static class ChatBenchmark
{
    private const int GeneratedTokens = 64;
    private static readonly IReadOnlyList<Knockout> OneLayer = [new(14, Module.Attention)];

    private static readonly ChatTurn[] Conversation =
        [new(ChatRole.User, string.Concat(Enumerable.Range(0, 8).Select(i => $"Question {i}: what is to be seen here? ")))];

    /// <summary>Measures and prints medians and ratios.</summary>
    /// <param name="modelPath">A model file; null for a random one of a real size.</param>
    /// <param name="llamaBench">llama-bench, built from the same llama.cpp; null for none.</param>
    /// <param name="threads">CPU threads of both.</param>
    /// <param name="rounds">Rounds, after one to warm up.</param>
    public static void Run(string? modelPath, string? llamaBench, int threads, int rounds)
    {
        var path = modelPath ?? BenchFiles.Real.Model;
        using var model = LlamaVisionModel.Load(new ModelOptions { ModelPath = path, Device = "cpu", ContextLength = 1024, Threads = threads });
        var (ours, bypassed, theirs) = (new List<double>(), new List<double>(), new List<double>());
        for (var round = -1; round < rounds; round++)
        {
            var chat = Measure(model, [], out var depth);
            var withBypass = Measure(model, OneLayer, out _);
            var bench = llamaBench is null ? double.NaN : LlamaBench(llamaBench, path, depth, threads);
            Console.Error.WriteLine(FormattableString.Invariant($"round {round + 1}: chat {chat:0.00}, bypassed {withBypass:0.00}, llama-bench {bench:0.00} t/s"));
            if (round < 0)
                continue;
            ours.Add(chat);
            bypassed.Add(withBypass);
            theirs.Add(bench);
        }
        Console.WriteLine($"{"",-32} {"generation t/s",16} {"ratio",7}");
        Print("llama-bench", theirs, theirs);
        Print("talo chat", ours, theirs);
        Print("talo chat, attention 14 bypassed", bypassed, theirs);
        Console.WriteLine($"{rounds} rounds of {GeneratedTokens} tokens, {threads} threads, medians; ratios are medians of the rounds' own ratios");
    }

    private static double Measure(LlamaVisionModel model, IReadOnlyList<Knockout> knockouts, out int depth)
    {
        var answer = model.Answer(Conversation, knockouts, SamplingOptions.Greedy with { MaxTokens = GeneratedTokens });
        if (answer.End != AnswerEnd.Length)
            throw new InvalidOperationException($"the model ended its answer after {answer.Figures.GeneratedTokens} tokens: too short to measure");
        depth = answer.Figures.PromptTokens;
        return answer.Figures.TokensPerSecond;
    }

    private static double LlamaBench(string program, string model, int depth, int threads)
    {
        string[] arguments = ["-m", model, "-p", "0", "-n", $"{GeneratedTokens}", "-d", $"{depth}", "-t", $"{threads}", "-r", "1", "-o", "json"];
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        var errors = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        if (process.ExitCode != 0)
            throw new InvalidOperationException($"{program} ended with code {process.ExitCode}: {errors.Result}");
        using var document = JsonDocument.Parse(output);
        return document.RootElement[0].GetProperty("avg_ts").GetDouble();
    }

    private static void Print(string name, List<double> of, List<double> to)
    {
        if (!double.IsNaN(of[0]))
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"{name,-32} {Figures.Median(of),16:0.00} {Figures.Median(of.Zip(to, (a, b) => a / b)),7:0.000}"));
    }
}
