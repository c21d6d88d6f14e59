using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using LiteDB;
using TaLo.Models;

namespace TaLo.Storage;

/// <summary>One sample's rows as a LiteDB document. LiteDB's pages carry no checksum, so the document does.</summary>
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

    public static BsonDocument ToBson(string id, SampleRows sample)
    {
        var document = new BsonDocument
        {
            ["_id"] = id,
            ["task"] = sample.Task,
            ["group"] = sample.TaskGroup,
            ["index"] = sample.Index,
            ["letters"] = sample.Letters,
            ["answer"] = sample.Answer.ToString(),
            ["rows"] = new BsonArray(sample.Rows.Select(ToBson)),
        };
        document["sum"] = Checksum(document);
        return document;
    }

    /// <exception cref="InvalidDataException">The document is not what was written.</exception>
    public static SampleRows FromBson(BsonDocument document)
    {
        var sum = document["sum"];
        document.Remove("sum");
        if (!sum.IsInt64 || sum.AsInt64 != Checksum(document))
            throw new InvalidDataException("a document's checksum is wrong");

        return new SampleRows(
            document["task"].AsString, document["index"].AsString, document["letters"].AsString,
            document["answer"].AsString[0], [.. document["rows"].AsArray.Select(r => FromRow(r.AsDocument))],
            document["group"].AsString);
    }

    private static BsonValue ToBson(SampleRow row) => new BsonDocument
    {
        ["module"] = row.Module is { } module ? new BsonValue((int)module) : BsonValue.Null,
        ["layer"] = row.Layer is { } layer ? new BsonValue(layer) : BsonValue.Null,
        ["p"] = new BsonArray(row.LogProbabilities.Select(p => new BsonValue(p))),
        ["predicted"] = row.Predicted.ToString(),
        ["correct"] = row.Correct,
        ["margin"] = row.Margin,
        ["mass"] = row.LetterMass,
    };

    private static SampleRow FromRow(BsonDocument row) => new(
        [.. row["p"].AsArray.Select(p => p.AsDouble)], row["predicted"].AsString[0], row["correct"].AsBoolean,
        row["margin"].AsDouble, row["mass"].AsDouble,
        row["module"].IsNull ? null : (Module)row["module"].AsInt32, row["layer"].IsNull ? null : row["layer"].AsInt32);

    private static long Checksum(BsonDocument document) =>
        BinaryPrimitives.ReadInt64LittleEndian(SHA256.HashData(BsonSerializer.Serialize(document)));
}
