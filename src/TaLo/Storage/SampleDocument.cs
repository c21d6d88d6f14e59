using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using LiteDB;
using TaLo.Models;
using TaLo.Scoring;
using TaLo.Tasks;

namespace TaLo.Storage;

/// <summary>
/// The passes over one sample as a LiteDB document: their names, and for each value an array with one element a pass.
/// LiteDB's pages carry no checksum, so the document does.
/// </summary>
internal static class SampleDocument
{
    private const string BasePass = "base";

    /// <summary>
    /// The document's id: the sweep's id, then a hash of task and index, all in lower-case hex. LiteDB compares
    /// texts without regard to case and limits keys to 1,023 bytes; task names bear neither.
    /// </summary>
    public static string Id(string sweep, SampleKey key)
    {
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes($"{key.Task.Length}:{key.Task}{key.Index}"));
        return sweep + Convert.ToHexStringLower(hash.AsSpan(0, 16));
    }

    /// <summary>Finds every sample of a sweep: ids that begin with the sweep's.</summary>
    public static BsonExpression InSweep(string sweep) => Query.Between("_id", sweep, sweep + "g");

    public static BsonDocument ToBson(string sweep, StoredSample sample)
    {
        var passes = sample.Passes;
        var document = new BsonDocument
        {
            ["_id"] = Id(sweep, sample.Key),
            ["sweep"] = sweep,
            ["task"] = sample.Task,
            ["group"] = sample.TaskGroup,
            ["index"] = sample.Index,
            ["letters"] = sample.Letters,
            ["answer"] = sample.Answer.ToString(),
            ["passes"] = Array(passes.Select(p => p.Knockout?.ToString() ?? BasePass)),
            ["predicted"] = string.Concat(passes.Select(p => p.Predicted)),
            ["margin"] = Array(passes.Select(p => p.Margin)),
            ["mass"] = Array(passes.Select(p => p.LetterMass)),
            ["p"] = new BsonArray(passes.Select(p => Array(p.LogProbabilities))),
        };
        if (sample.Cluster is { } cluster)
            document["cluster"] = cluster;
        if (passes[0].Choice is { } choice)
            document["bytes"] = new BsonArray(choice.Bytes.Select(b => new BsonValue(b)));
        if (passes[0].Choice?.Unconditional is not null)
            document["alone"] = new BsonArray(passes.Select(p => Array(p.Choice!.Unconditional!)));
        if (passes[0].Circle is { } circle)
            (document["circle"], document["copies"]) = (circle.Index, circle.Copies);
        if (passes[0].Generated is not null)
        {
            document["texts"] = Array(passes.Select(p => p.Generated!.Text));
            document["scores"] = Array(passes.Select(p => p.Generated!.Score));
            document["cut"] = new BsonArray(passes.Select(p => new BsonValue(p.Generated!.IsCutOff)));
        }
        if (sample.Accepted.Count > 0)
            document["accepted"] = Array(sample.Accepted);
        return Sealed(document);
    }

    /// <summary>Puts its checksum into a document.</summary>
    public static BsonDocument Sealed(BsonDocument document)
    {
        document["sum"] = Checksum(document);
        return document;
    }

    /// <summary>Whether a document is what was written; takes its checksum out of it.</summary>
    public static bool IsWhole(BsonDocument document)
    {
        var sum = document["sum"];
        document.Remove("sum");
        return sum.IsInt64 && sum.AsInt64 == Checksum(document);
    }

    /// <summary>The passes of a document that is whole.</summary>
    public static StoredSample FromBson(BsonDocument document)
    {
        var (task, group, index) = (document["task"].AsString, document["group"].IsNull ? null : document["group"].AsString, document["index"].AsString);
        var (letters, answer, predicted) = (document["letters"].AsString, document["answer"].AsString[0], document["predicted"].AsString);
        var cluster = document["cluster"].IsString ? document["cluster"].AsString : null;
        var (margin, mass, p) = (document["margin"].AsArray, document["mass"].AsArray, document["p"].AsArray);
        return StoredSample.Read([.. document["passes"].AsArray.Select((pass, i) => new ScoredPass(
            task, group, index, letters, answer, KnockoutOf(pass.AsString), [.. p[i].AsArray.Select(v => v.AsDouble)], predicted[i], margin[i].AsDouble, mass[i].AsDouble,
            ChoiceOf(document, i))
        {
            Cluster = cluster,
            Circle = document["circle"].IsNull ? null : new Circle(document["circle"].AsString, document["copies"].AsInt32),
            Generated = GeneratedOf(document, i),
        })]);
    }

    private static GeneratedScore? GeneratedOf(BsonDocument document, int pass) => document["texts"].IsNull
        ? null
        : new GeneratedScore(
            document["texts"].AsArray[pass].AsString, document["scores"].AsArray[pass].AsDouble, document["cut"].AsArray[pass].AsBoolean,
            document["accepted"].IsNull ? [] : [.. document["accepted"].AsArray.Select(v => v.AsString)]);

    private static ChoiceScores? ChoiceOf(BsonDocument document, int pass) => document["bytes"].IsNull
        ? null
        : new ChoiceScores(
            [.. document["bytes"].AsArray.Select(b => b.AsInt32)],
            document["alone"].IsNull ? null : [.. document["alone"].AsArray[pass].AsArray.Select(v => v.AsDouble)]);

    private static Knockout? KnockoutOf(string pass) => pass == BasePass ? null : Knockout.Parse(pass);

    private static BsonArray Array(IEnumerable<double> values) => new(values.Select(v => new BsonValue(v)));

    private static BsonArray Array(IEnumerable<string> values) => new(values.Select(v => new BsonValue(v)));

    private static long Checksum(BsonDocument document) =>
        BinaryPrimitives.ReadInt64LittleEndian(SHA256.HashData(BsonSerializer.Serialize(document)));
}
