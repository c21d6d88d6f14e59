namespace TaLo.Statistics;

/// <summary>
/// McNemar's test of samples that belong together, as an exact sign-flip test: where base model and knockout are equally
/// good, the two may change places in each cluster, so a cluster's sum of samples fixed − broken is as likely as its
/// negative (the randomisation of whole clusters in Rosner, Glynn and Lee 2006; Durkalski et al. 2003 show what ignoring
/// clusters does to McNemar's test). Where every cluster has one sample it is <see cref="McNemar"/>.
/// </summary>
public static class ClusteredMcNemar
{
    /// <summary>The probability, where both are equally good, of a sum at least as far from 0, either way.</summary>
    public static double TwoSided(IReadOnlyList<ClusterGroup> groups)
    {
        ArgumentNullException.ThrowIfNull(groups);
        List<ClusterGroup> changed = [.. groups.Where(g => g.Change != 0)];
        var up = changed.Where(g => g.Change > 0).Sum(g => g.Clusters);
        var down = changed.Where(g => g.Change < 0).Sum(g => g.Clusters);
        return changed.Select(g => Math.Abs(g.Change)).Distinct().Count() <= 1
            ? McNemar.TwoSided(up, down)
            : Math.Min(1, 2 * AtLeast(Math.Abs(changed.Sum(g => g.Clusters * g.Change)), [.. Sizes(changed)]));
    }

    private static IEnumerable<int> Sizes(List<ClusterGroup> groups) =>
        groups.SelectMany(g => Enumerable.Repeat(Math.Abs(g.Change), g.Clusters));

    /// <summary>The chance that the sizes, each with a random sign, add up to a sum or more.</summary>
    private static double AtLeast(int sum, int[] sizes)
    {
        var total = sizes.Sum();
        // [x]: the chance that the sizes with a plus add up to x; the whole sum is 2x - total then.
        var chances = new double[total + 1];
        chances[0] = 1;
        var reached = 0;
        foreach (var size in sizes)
        {
            reached += size;
            for (var x = reached; x >= 0; x--)
                chances[x] = (chances[x] + (x >= size ? chances[x - size] : 0)) / 2;
        }

        return chances[((total + sum + 1) / 2)..].Sum();
    }
}
