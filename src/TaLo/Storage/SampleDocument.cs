using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using LiteDB;
using TaLo.Models;
using TaLo.Scoring;

namespace TaLo.Storage;

/// <summary>Passes over one sample as a LiteDB document. LiteDB's pages carry no checksum, so the document does.</summary>
internal static class SampleDocument
{
    /// <summary>
    /// The document's id: the sweep's id, then a hash of task and index, all in lower-case hex. LiteDB compares
    /// texts without regard to case and limits keys to 1,023 bytes; task names bear neither.
    /// </summary>
    public static string Id(string sweep, string task, string index)
    {
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes($"{task.Length}:{task}{index}"));
        return sweep + Convert.ToHexStringLower(hash.AsSpan(0, 16));
    }

    /// <summary>Finds every sample of a sweep: ids that begin with the sweep's.</summary>
    public static BsonExpression InSweep(string sweep) => Query.Between("_id", sweep, sweep + "g");

    public static BsonDocument ToBson(string id, StoredSample sample)
    {
        var document = new BsonDocument
        {
            ["_id"] = id,
            ["task"] = sample.Task,
            ["group"] = sample.TaskGroup,
            ["index"] = sample.Index,
            ["letters"] = sample.Letters,
            ["answer"] = sample.Answer.ToString(),
            ["rows"] = new BsonArray(sample.Passes.Select(ToBson)),
        };
        document["sum"] = Checksum(document);
        return document;
    }

    /// <exception cref="InvalidDataException">The document is not what was written.</exception>
    public static StoredSample FromBson(BsonDocument document)
    {
        var sum = document["sum"];
        document.Remove("sum");
        if (!sum.IsInt64 || sum.AsInt64 != Checksum(document))
            throw new InvalidDataException("a document's checksum is wrong");

        var (task, index, letters) = (document["task"].AsString, document["index"].AsString, document["letters"].AsString);
        var (group, answer) = (document["group"].AsString, document["answer"].AsString[0]);
        return StoredSample.Read([.. document["rows"].AsArray.Select(r => new ScoredPass(
            task, group, index, letters, answer, KnockoutOf(r),
            [.. r["p"].AsArray.Select(p => p.AsDouble)], r["predicted"].AsString[0], r["margin"].AsDouble, r["mass"].AsDouble))]);
    }

    private static BsonValue ToBson(ScoredPass pass) => new BsonDocument
    {
        ["module"] = pass.Knockout is { Module: var module } ? new BsonValue((int)module) : BsonValue.Null,
        ["layer"] = pass.Knockout is { Layer: var layer } ? new BsonValue(layer) : BsonValue.Null,
        ["p"] = new BsonArray(pass.LogProbabilities.Select(p => new BsonValue(p))),
        ["predicted"] = pass.Predicted.ToString(),
        ["correct"] = pass.Correct,
        ["margin"] = pass.Margin,
        ["mass"] = pass.LetterMass,
    };

    private static Knockout? KnockoutOf(BsonValue row) =>
        row["layer"].IsNull ? null : new Knockout(row["layer"].AsInt32, (Module)row["module"].AsInt32);

    private static long Checksum(BsonDocument document) =>
        BinaryPrimitives.ReadInt64LittleEndian(SHA256.HashData(BsonSerializer.Serialize(document)));
}
