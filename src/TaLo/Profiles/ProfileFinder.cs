using TaLo.Models;

namespace TaLo.Profiles;

/// <summary>Finds profiles by what the user typed.</summary>
public static class ProfileFinder
{
    /// <summary>The one profile whose id begins so.</summary>
    /// <exception cref="ProfileException">None, or several.</exception>
    public static TaskProfile ById(IReadOnlyList<TaskProfile> profiles, string id)
    {
        var found = profiles.Where(p => p.Id.StartsWith(id, StringComparison.OrdinalIgnoreCase)).ToList();
        return found.Count switch
        {
            1 => found[0],
            0 => throw new ProfileException($"no profile begins with '{id}': `talo profiles list` shows them"),
            _ => throw new ProfileException($"{found.Count} profiles begin with '{id}': give more of the id"),
        };
    }

    /// <summary>The profile for a model and a task, or null; of several the preferred one.</summary>
    public static TaskProfile? For(IReadOnlyList<TaskProfile> profiles, ModelFacts model, string task) =>
        TaskProfile.Preferred(profiles.Where(p => p.Task == task && p.IsFor(model)));

    /// <summary>The profile for a task, this model's before any other's, or null.</summary>
    public static TaskProfile? ForAny(IReadOnlyList<TaskProfile> profiles, ModelFacts model, string task) =>
        For(profiles, model, task) ?? TaskProfile.Preferred(profiles.Where(p => p.Task == task));
}
