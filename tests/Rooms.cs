using System.Reflection;
using ArchUnitNET.Domain;
using ArchUnitNET.Loader;

namespace TaLo.Tests.Architecture;

/// <summary>An assembly's rooms (namespaces) from the ground floor up: a room may use those below it, and none above.</summary>
internal sealed class Rooms(System.Reflection.Assembly assembly, IReadOnlyList<string> fromTheGround)
{
    private readonly IReadOnlyList<IType> _types = [.. new ArchLoader().LoadAssembly(assembly).Build().Types.Where(t => RoomOf(t).StartsWith("TaLo", StringComparison.Ordinal))];

    /// <summary>Rooms that the plan does not have.</summary>
    public IReadOnlyList<string> Unplanned => [.. _types.Select(RoomOf).Distinct().Except(fromTheGround)];

    /// <summary>Rooms of the plan that there are not.</summary>
    public IReadOnlyList<string> Missing => [.. fromTheGround.Except(_types.Select(RoomOf))];

    /// <summary>Every type that uses one of a higher room.</summary>
    public IReadOnlyList<string> Upwards =>
    [
        .. from type in _types
           from used in type.Dependencies.Select(d => d.Target).Distinct()
           where Floor(used) > Floor(type)
           select $"{type.FullName} uses {used.FullName}",
    ];

    /// <summary>Every type that uses one whose name begins so.</summary>
    public IReadOnlyList<string> UsersOf(string foreign) =>
    [
        .. from type in _types
           where type.Dependencies.Any(d => d.Target.FullName.StartsWith(foreign, StringComparison.Ordinal))
           select type.FullName,
    ];

    /// <summary>Every method that is native code's.</summary>
    public IReadOnlyList<string> Native =>
    [
        .. from type in assembly.GetTypes()
           from method in type.GetMethods(
               BindingFlags.Static | BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly)
           where method.Attributes.HasFlag(MethodAttributes.PinvokeImpl)
           select $"{type}.{method.Name}",
    ];

    private static string RoomOf(IType type) => type.Namespace?.FullName ?? "";

    private int Floor(IType type)
    {
        for (var floor = 0; floor < fromTheGround.Count; floor++)
        {
            if (fromTheGround[floor] == RoomOf(type))
                return floor;
        }

        return -1;
    }
}
