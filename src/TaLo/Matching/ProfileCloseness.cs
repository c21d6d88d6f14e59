using TaLo.Profiles;

namespace TaLo.Matching;

/// <summary>How close a question is to a profile's task.</summary>
/// <param name="Profile">The profile.</param>
/// <param name="Closeness">0…1.</param>
/// <param name="Example">The nearest of the task's questions.</param>
public sealed record ProfileCloseness(TaskProfile Profile, double Closeness, string Example);
