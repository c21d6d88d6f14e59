using System.Text.Json;
using System.Text.Json.Serialization;

namespace TaLo.Models;

/// <summary>
/// A knockout in JSON: layer and module, as it was when zeroing was all there was; what is more than that is written in the
/// one notation: <c>"knockout": "repeat 12-15 answer"</c>.
/// </summary>
internal sealed class KnockoutJson : JsonConverter<Knockout>
{
    private const string LayerName = "layer", ModuleName = "module", WholeName = "knockout";

    public override Knockout Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType != JsonTokenType.StartObject)
            throw new JsonException("a knockout is an object");
        int? layer = null;
        Module? module = null;
        Knockout? whole = null;
        while (reader.Read() && reader.TokenType != JsonTokenType.EndObject)
        {
            var name = reader.GetString();
            reader.Read();
            if (name == LayerName)
                layer = reader.TokenType == JsonTokenType.Number && reader.TryGetInt32(out var number) ? number : throw new JsonException("no model has such a layer");
            else if (name == ModuleName)
                module = JsonSerializer.Deserialize<Module>(ref reader, options);
            else if (name == WholeName)
                whole = Parse(reader.TokenType == JsonTokenType.String ? reader.GetString()! : "");
            else
                throw new JsonException($"'{name}' is no part of a knockout");
        }

        var plain = layer is { } l && module is { } m ? new Knockout(l, m) : throw new JsonException("the knockout is not complete");
        return whole is not { } k ? plain
            : k.Layer == plain.Layer && k.Module == plain.Module ? k
            : throw new JsonException($"'{k}' is another layer or module");
    }

    public override void Write(Utf8JsonWriter writer, Knockout value, JsonSerializerOptions options)
    {
        writer.WriteStartObject();
        writer.WriteNumber(LayerName, value.Layer);
        writer.WritePropertyName(ModuleName);
        JsonSerializer.Serialize(writer, value.Module, options);
        if (value.Kind != value.Module)
            writer.WriteString(WholeName, value.ToString());
        writer.WriteEndObject();
    }

    /// <summary>Reads the notation where bad text is bad JSON.</summary>
    /// <exception cref="JsonException">It is no knockout.</exception>
    public static Knockout Parse(string text)
    {
        try
        {
            return Knockout.Parse(text);
        }
        catch (SelectionException e)
        {
            throw new JsonException(e.Message, e);
        }
    }
}
