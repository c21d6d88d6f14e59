using System.Text.Json;
using System.Text.Json.Serialization;
using TaLo.Models;
using TaLo.Scoring;
using TaLo.Tasks;

namespace TaLo.Storage;

/// <summary>
/// How a journal writes a sample: what all passes share once, then what each has of its own. Nearly all of a store is
/// this, so it is read value by value; anything missing or out of place is a <see cref="JsonException"/>.
/// </summary>
internal sealed class StoredSampleJson : JsonConverter<StoredSample>
{
    public override StoredSample Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        string? task = null, group = null, index = null, letters = null, cluster = null;
        char? answer = null;
        List<Row>? rows = null;
        double[]? bytes = null;
        string? circle = null;
        int? copies = null;
        List<string> accepted = [];
        Expect(reader.TokenType, JsonTokenType.StartObject);
        while (Next(ref reader) != JsonTokenType.EndObject)
        {
            if (IsNamed(ref reader, "task"u8))
                task = reader.GetString();
            else if (IsNamed(ref reader, "index"u8))
                index = reader.GetString();
            else if (IsNamed(ref reader, "letters"u8))
                letters = reader.GetString();
            else if (IsNamed(ref reader, "answer"u8))
                answer = Letter(ref reader);
            else if (IsNamed(ref reader, "bytes"u8))
                bytes = Numbers(ref reader);
            else if (IsNamed(ref reader, "taskGroup"u8))
                group = reader.GetString();
            else if (IsNamed(ref reader, "cluster"u8))
                cluster = reader.GetString();
            else if (IsNamed(ref reader, "circle"u8))
                circle = Text(ref reader);
            else if (IsNamed(ref reader, "copies"u8))
                copies = Count(ref reader);
            else if (IsNamed(ref reader, "accepted"u8))
                accepted = Texts(ref reader);
            else if (IsNamed(ref reader, "rows"u8))
                rows = Rows(ref reader);
            else
                throw Unknown(ref reader);
        }

        if (task is null || index is null || letters is null || answer is not { } right || rows is not { Count: > 0 })
            throw new JsonException("the sample is not complete");
        if (circle is null != copies is null)
            throw new JsonException("a circle without its copies, or copies without their circle");
        List<ScoredPass> passes = [.. rows.Select(r => new ScoredPass(
            task, group, index, letters, right, r.Knockout, r.LogProbabilities, r.Predicted, r.Margin, r.LetterMass,
            bytes is null ? null : new ChoiceScores([.. bytes.Select(Whole)], r.Unconditional))
        {
            Cluster = cluster,
            Circle = circle is null ? null : new Circle(circle, copies!.Value),
            Generated = r.Text is null ? null : new GeneratedScore(r.Text, r.Score!.Value, r.IsCutOff, accepted),
        })];
        return passes.Zip(rows).Any(p => p.First.Correct != p.Second.Correct)
            ? throw new JsonException("an answer is not as right as it says")
            : StoredSample.Read(passes);
    }

    public override void Write(Utf8JsonWriter writer, StoredSample value, JsonSerializerOptions options)
    {
        writer.WriteStartObject();
        writer.WriteString("task"u8, value.Task);
        writer.WriteString("index"u8, value.Index);
        writer.WriteString("letters"u8, value.Letters);
        writer.WriteString("answer"u8, [value.Answer]);
        if (value.Passes[0].Choice is { } choice)
            Write(writer, "bytes"u8, choice.Bytes.Select(b => (double)b));
        writer.WriteStartArray("rows"u8);
        foreach (var pass in value.Passes)
            Write(writer, pass);
        writer.WriteEndArray();
        writer.WriteString("taskGroup"u8, value.TaskGroup);
        if (value.Cluster is { } cluster)
            writer.WriteString("cluster"u8, cluster);
        if (value.Passes[0].Circle is { } circle)
        {
            writer.WriteString("circle"u8, circle.Index);
            writer.WriteNumber("copies"u8, circle.Copies);
        }
        if (value.Accepted is { Count: > 0 } accepted)
        {
            writer.WriteStartArray("accepted"u8);
            foreach (var text in accepted)
                writer.WriteStringValue(text);
            writer.WriteEndArray();
        }
        writer.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter writer, ScoredPass pass)
    {
        writer.WriteStartObject();
        Write(writer, "p"u8, pass.LogProbabilities);
        if (pass.Choice?.Unconditional is { } alone)
            Write(writer, "alone"u8, alone);
        if (pass.Generated is { } generated)
        {
            writer.WriteString("text"u8, generated.Text);
            writer.WriteNumber("score"u8, generated.Score);
            if (generated.IsCutOff)
                writer.WriteBoolean("cut"u8, true);
        }
        writer.WriteString("predicted"u8, [pass.Predicted]);
        writer.WriteBoolean("correct"u8, pass.Correct);
        writer.WriteNumber("margin"u8, pass.Margin);
        writer.WriteNumber("mass"u8, pass.LetterMass);
        if (pass.Knockout is { } knockout)
        {
            writer.WriteString("module"u8, knockout.Module.Name());
            writer.WriteNumber("layer"u8, knockout.Layer);
            if (knockout.Kind != knockout.Module)
                writer.WriteString("knockout"u8, knockout.ToString());
        }
        else
        {
            writer.WriteNull("module"u8);
            writer.WriteNull("layer"u8);
        }

        writer.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter writer, ReadOnlySpan<byte> name, IEnumerable<double> numbers)
    {
        writer.WriteStartArray(name);
        foreach (var number in numbers)
            writer.WriteNumberValue(number);
        writer.WriteEndArray();
    }

    private static List<Row> Rows(ref Utf8JsonReader reader)
    {
        var rows = new List<Row>();
        Expect(reader.TokenType, JsonTokenType.StartArray);
        while (Next(ref reader) != JsonTokenType.EndArray)
            rows.Add(ReadRow(ref reader));
        return rows;
    }

    private static Row ReadRow(ref Utf8JsonReader reader)
    {
        IReadOnlyList<double>? p = null, alone = null;
        char? predicted = null;
        bool? correct = null;
        double? margin = null, mass = null, score = null;
        string? text = null;
        var isCutOff = false;
        Module? module = null;
        int? layer = null;
        Knockout? whole = null;
        Expect(reader.TokenType, JsonTokenType.StartObject);
        while (Next(ref reader) != JsonTokenType.EndObject)
        {
            if (IsNamed(ref reader, "p"u8))
                p = Numbers(ref reader);
            else if (IsNamed(ref reader, "alone"u8))
                alone = Numbers(ref reader);
            else if (IsNamed(ref reader, "text"u8))
                text = Text(ref reader);
            else if (IsNamed(ref reader, "score"u8))
                score = Number(ref reader);
            else if (IsNamed(ref reader, "cut"u8))
                isCutOff = Truth(ref reader);
            else if (IsNamed(ref reader, "predicted"u8))
                predicted = Letter(ref reader);
            else if (IsNamed(ref reader, "correct"u8))
                correct = Truth(ref reader);
            else if (IsNamed(ref reader, "margin"u8))
                margin = Number(ref reader);
            else if (IsNamed(ref reader, "mass"u8))
                mass = Number(ref reader);
            else if (IsNamed(ref reader, "module"u8))
                module = reader.TokenType == JsonTokenType.Null ? null : ModuleOf(ref reader);
            else if (IsNamed(ref reader, "layer"u8))
                layer = reader.TokenType == JsonTokenType.Null ? null : Layer(ref reader);
            else if (IsNamed(ref reader, "knockout"u8))
                whole = KnockoutJson.Parse(reader.GetString() ?? "");
            else
                throw Unknown(ref reader);
        }

        if (p is null || predicted is not { } letter || correct is not { } right || margin is not { } m || mass is not { } s || module is null != layer is null || text is null != score is null)
            throw new JsonException("a row is not complete");
        return new Row(KnockoutOf(layer, module, whole), p, letter, right, m, s, alone, text, score, isCutOff);
    }

    private static Knockout? KnockoutOf(int? layer, Module? module, Knockout? whole) =>
        whole is null ? layer is { } l ? new Knockout(l, module!.Value) : null
        : whole.Value.Layer == layer && whole.Value.Module == module ? whole
        : throw new JsonException("a row is of two knockouts");

    private static double[] Numbers(ref Utf8JsonReader reader)
    {
        var numbers = new List<double>(8);
        Expect(reader.TokenType, JsonTokenType.StartArray);
        while (Next(ref reader) != JsonTokenType.EndArray)
            numbers.Add(Number(ref reader));
        return [.. numbers];
    }

    private static double Number(ref Utf8JsonReader reader)
    {
        Expect(reader.TokenType, JsonTokenType.Number);
        return reader.GetDouble();
    }

    private static string Text(ref Utf8JsonReader reader)
    {
        Expect(reader.TokenType, JsonTokenType.String);
        return reader.GetString()!;
    }

    private static List<string> Texts(ref Utf8JsonReader reader)
    {
        var texts = new List<string>();
        Expect(reader.TokenType, JsonTokenType.StartArray);
        while (Next(ref reader) != JsonTokenType.EndArray)
            texts.Add(Text(ref reader));
        return texts;
    }

    private static int Count(ref Utf8JsonReader reader)
    {
        Expect(reader.TokenType, JsonTokenType.Number);
        return reader.TryGetInt32(out var count) ? count : throw new JsonException("not a number of copies");
    }

    private static int Whole(double number) =>
        number is >= 1 and <= int.MaxValue && double.IsInteger(number) ? (int)number : throw new JsonException("not a number of bytes");

    private static int Layer(ref Utf8JsonReader reader)
    {
        Expect(reader.TokenType, JsonTokenType.Number);
        return reader.TryGetInt32(out var layer) ? layer : throw new JsonException("no model has such a layer");
    }

    private static bool Truth(ref Utf8JsonReader reader) =>
        reader.TokenType is JsonTokenType.True or JsonTokenType.False ? reader.GetBoolean() : throw new JsonException("neither true nor false");

    private static char Letter(ref Utf8JsonReader reader)
    {
        Expect(reader.TokenType, JsonTokenType.String);
        return reader.GetString() is [var letter] ? letter : throw new JsonException("not one letter");
    }

    private static Module ModuleOf(ref Utf8JsonReader reader)
    {
        Expect(reader.TokenType, JsonTokenType.String);
        return reader.ValueTextEquals("attention"u8) ? Module.Attention
            : reader.ValueTextEquals("ffn"u8) ? Module.Ffn
            : reader.ValueTextEquals("layer"u8) ? Module.Layer
            : Modules.Named(reader.GetString()!) ?? throw new JsonException("no such module");
    }

    private static JsonTokenType Next(ref Utf8JsonReader reader) =>
        reader.Read() ? reader.TokenType : throw new JsonException("it ends too early");

    /// <summary>Whether the property has that name; then the reader goes on to its value.</summary>
    private static bool IsNamed(ref Utf8JsonReader reader, ReadOnlySpan<byte> name) =>
        reader.TokenType == JsonTokenType.PropertyName && reader.ValueTextEquals(name) && reader.Read();

    private static JsonException Unknown(ref Utf8JsonReader reader) => new($"'{reader.GetString()}' is no part of it");

    private static void Expect(JsonTokenType found, JsonTokenType expected)
    {
        if (found != expected)
            throw new JsonException($"{found} in the place of {expected}");
    }

    private readonly record struct Row(
        Knockout? Knockout, IReadOnlyList<double> LogProbabilities, char Predicted, bool Correct, double Margin, double LetterMass,
        IReadOnlyList<double>? Unconditional, string? Text, double? Score, bool IsCutOff);
}
