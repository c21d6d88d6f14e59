using TaLo.Tasks.Tables;

namespace TaLo.Tasks.Readers;

/// <summary>Writes and reads the samples of a catalogue: each task's name once, each index once.</summary>
internal static class SampleRefFile
{
    /// <summary>Writes them.</summary>
    public static void Write(BinaryWriter writer, IReadOnlyList<SampleRef> samples)
    {
        var words = samples.SelectMany(s => new[] { s.Task, s.TaskGroup }).OfType<string>().Distinct().Index().ToDictionary(w => w.Item, w => w.Index);
        var places = new Lazy<Dictionary<string, int>>(() => samples.Index().ToDictionary(s => s.Item.Index, s => s.Index));
        writer.WriteAll(words.Keys);
        writer.WriteRising([.. samples.Select(s => s.Place)]);
        foreach (var sample in samples)
        {
            writer.Write(sample.Index);
            writer.Write7BitEncodedInt(words[sample.Task]);
            writer.Write7BitEncodedInt(sample.TaskGroup is { } group ? words[group] + 1 : 0);
            writer.Write7BitEncodedInt(sample.Cluster is not { } cluster ? 0 : cluster == sample.Index ? 1 : places.Value[cluster] + 2);
            writer.WriteOptional(sample.Circle?.Index);
            writer.Write7BitEncodedInt(sample.Circle?.Copies ?? 0);
            writer.Write((byte)sample.Traits.Kind);
            writer.Write(sample.Traits.Options);
            writer.Write((byte)((sample.Traits.HasImages ? 1 : 0) | (sample.Traits.NamesImages ? 2 : 0)));
        }
    }

    /// <summary>Reads them.</summary>
    public static SampleRef[] Read(BinaryReader reader)
    {
        var words = reader.ReadAll();
        var offsets = reader.ReadRising();
        var samples = new SampleRef[offsets.Length];
        for (var i = 0; i < samples.Length; i++)
        {
            var index = reader.ReadString();
            var task = words[reader.Read7BitEncodedInt()];
            var group = reader.Read7BitEncodedInt() is > 0 and var word ? words[word - 1] : null;
            // A cluster is called after its first sample, which stands before the others.
            var cluster = reader.Read7BitEncodedInt() switch { 0 => null, 1 => index, var place => samples[place - 2].Index };
            Circle? circle = (reader.ReadOptional(), reader.Read7BitEncodedInt()) is ({ } question, var copies) ? new Circle(question, copies) : null;
            var (kind, options, flags) = ((QuestionKind)reader.ReadByte(), reader.ReadByte(), reader.ReadByte());
            samples[i] = new SampleRef(index, task, group, offsets[i])
            {
                Cluster = cluster,
                Circle = circle,
                Traits = new SampleTraits(kind, options, (flags & 1) != 0) { NamesImages = (flags & 2) != 0 },
            };
        }

        return samples;
    }
}
