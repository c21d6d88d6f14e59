using System.Diagnostics;
using TaLo.LlamaCpp.Prompts;
using TaLo.Models;

namespace TaLo.LlamaCpp.Chats;

/// <summary>Reads a conversation into the context, as far as it is not there yet, and generates the answer.</summary>
internal sealed class AnswerDecoder(PromptDecoder decoder, ConversationReader reader, Vocabulary vocabulary)
{
    private readonly ConversationCache cache = new(decoder);
    private readonly List<int> tokens = [];

    /// <summary>The latest answer's tokens, the one that ended the turn included.</summary>
    public IReadOnlyList<int> LatestTokens => tokens;

    /// <inheritdoc cref="IChatModel.Answer"/>
    public ChatAnswer Answer(
        IReadOnlyList<ChatTurn> conversation, IReadOnlyList<Knockout> knockouts, SamplingOptions options,
        Action<AnswerProgress>? progress, Scope reading, CancellationToken stop)
    {
        var run = new Run(options, progress, vocabulary, stop);
        tokens.Clear();
        progress?.Invoke(new AnswerProgress("", 0, 0, 0));
        try
        {
            stop.ThrowIfCancellationRequested();
            var (ofVision, ofDecoder) = VisionEncoder.Split(knockouts);
            using var prompt = reader.Read(conversation, ofVision, stop);
            run.PromptTokens = prompt.TokenCount;
            using var sampler = new AnswerSampler(options);
            sampler.See(prompt);
            Generate(run, sampler, ReadPrompt(run, prompt, ofDecoder, reading));
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            run.End = AnswerEnd.Stopped;
        }
        catch (ModelException)
        {
            cache.Forget();
            throw;
        }
        return run.Answer(decoder.ContextLength);
    }

    /// <returns>The position where the answer begins.</returns>
    private int ReadPrompt(Run run, ConversationPrompt prompt, IReadOnlyList<Knockout> knockouts, Scope reading)
    {
        // What is for the answer alone spares all but the last token; that is no part that another answer may begin with.
        var early = knockouts.Where(k => k.Kind.Scope == Scope.All).ToList();
        var isInTwo = reading == Scope.Answer || early.Count < knockouts.Count;
        var parts = isInTwo ? prompt.PartsInTwo : prompt.Parts;
        decoder.Apply(early);
        var kept = cache.Keep(parts, early, out var position);
        run.Reused = run.Used = parts.Take(kept).Sum(p => p.Chunk.TokenCount);
        run.Report("");
        for (var i = kept; i < parts.Count; i++)
        {
            var part = parts[i];
            var isLast = i == parts.Count - 1;
            if (isLast)
                decoder.Apply(knockouts);
            position = part.Chunk.IsImage
                ? decoder.DecodeImage(part.Chunk, position, run.Stop)
                : decoder.DecodeTokens(part.Chunk.Tokens, position, logitsOfLast: isLast, run.Stop);
            if (!isLast || !isInTwo)
                cache.Add(part, position);
            run.Used += part.Chunk.TokenCount;
            run.Report("");
        }
        return position;
    }

    private void Generate(Run run, AnswerSampler sampler, int position)
    {
        while (true)
        {
            var token = decoder.Sample(sampler.Handle);
            tokens.Add(token);
            run.Take(token);
            if (vocabulary.EndsGeneration(token))
                run.End = AnswerEnd.EndOfTurn;
            else if (run.Generated == run.Options.MaxTokens)
                run.End = AnswerEnd.Length;
            else if (run.Used == decoder.ContextLength)
                run.End = AnswerEnd.ContextFull;
            else
            {
                position = decoder.DecodeTokens([token], position, logitsOfLast: true, run.Stop);
                run.Used++;
                continue;
            }
            return;
        }
    }

    /// <summary>One answer on its way.</summary>
    private sealed class Run(SamplingOptions options, Action<AnswerProgress>? progress, Vocabulary vocabulary, CancellationToken stop)
    {
        private readonly Stopwatch watch = Stopwatch.StartNew();
        private readonly AnswerText text = new(vocabulary);
        private TimeSpan firstToken;

        public SamplingOptions Options => options;

        public CancellationToken Stop => stop;

        public AnswerEnd End { get; set; }

        public int PromptTokens { get; set; }

        public int Reused { get; set; }

        public int Used { get; set; }

        public int Generated { get; private set; }

        public void Take(int token)
        {
            if (Generated++ == 0)
                firstToken = watch.Elapsed;
            Report(vocabulary.EndsGeneration(token) ? "" : text.Add(token));
        }

        public void Report(string piece) =>
            progress?.Invoke(new AnswerProgress(piece, Math.Min(Used, PromptTokens), PromptTokens, Generated));

        public ChatAnswer Answer(int contextLength)
        {
            var prompt = Generated > 0 ? firstToken : watch.Elapsed;
            return new ChatAnswer(text.Text, End, new AnswerFigures(
                PromptTokens, Reused, Generated, prompt.TotalSeconds, (watch.Elapsed - prompt).TotalSeconds, Used, contextLength));
        }
    }
}
