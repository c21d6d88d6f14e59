namespace TaLo.Selection;

/// <summary>
/// Which samples of a table belong together (about one image, copies of one question): they are split, drawn and tested
/// together. Samples stand for their place in the table.
/// </summary>
public sealed class SampleClusters
{
    private readonly IReadOnlyList<string> _names;
    private readonly int[] _numbers;
    private readonly int[] _sizes;

    /// <summary>Samples of one name are one cluster.</summary>
    /// <param name="names">The name of each sample's cluster.</param>
    public SampleClusters(IReadOnlyList<string> names)
    {
        ArgumentNullException.ThrowIfNull(names);
        (_names, _numbers) = (names, new int[names.Count]);
        var known = new Dictionary<string, int>();
        for (var s = 0; s < _numbers.Length; s++)
        {
            known.TryAdd(names[s], known.Count);
            _numbers[s] = known[names[s]];
        }

        _sizes = new int[known.Count];
        foreach (var cluster in _numbers)
            _sizes[cluster]++;
    }

    /// <summary>How many clusters there are.</summary>
    public int Count => _sizes.Length;

    /// <summary>Whether some samples belong together; if not, each is a cluster of its own.</summary>
    public bool Any => Count < _numbers.Length;

    /// <summary>Samples of the smallest cluster; 0 without samples.</summary>
    public int Smallest => _sizes.DefaultIfEmpty().Min();

    /// <summary>The name of a sample's cluster.</summary>
    public string Name(int sample) => _names[sample];

    /// <summary>The number of a sample's cluster: 0, 1, … in the order of their first samples.</summary>
    public int Of(int sample) => _numbers[sample];

    /// <summary>How many clusters some samples are of.</summary>
    public int CountOf(ReadOnlySpan<int> samples)
    {
        var count = 0;
        foreach (var cluster in Renumbered(samples))
            count = Math.Max(count, cluster + 1);
        return count;
    }

    /// <summary>The clusters of some samples, numbered 0, 1, … as they come.</summary>
    public int[] Renumbered(ReadOnlySpan<int> samples)
    {
        var (numbers, known, count) = (new int[samples.Length], new int[Count], 0);
        for (var i = 0; i < numbers.Length; i++)
        {
            ref var number = ref known[_numbers[samples[i]]];
            if (number == 0)
                number = ++count;
            numbers[i] = number - 1;
        }

        return numbers;
    }

    /// <summary>The samples of each cluster, in the table's order.</summary>
    internal int[][] Members()
    {
        var (members, filled) = (Array.ConvertAll(_sizes, size => new int[size]), new int[Count]);
        for (var s = 0; s < _numbers.Length; s++)
            members[_numbers[s]][filled[_numbers[s]]++] = s;
        return members;
    }
}
