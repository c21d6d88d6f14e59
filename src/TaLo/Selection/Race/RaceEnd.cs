namespace TaLo.Selection.Race;

/// <summary>Why a race ended.</summary>
public enum RaceEnd
{
    /// <summary>Every probe sample was asked.</summary>
    AllAsked,

    /// <summary>Every candidate was dropped.</summary>
    NobodyLeft,

    /// <summary>Nothing was asked: so few probe samples cannot suffice, whatever they say.</summary>
    TooFew,

    /// <summary>The passes or the minutes were used up.</summary>
    Budget,
}
