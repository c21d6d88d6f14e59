namespace TaLo.Selection.Race;

/// <summary>Why a candidate was dropped.</summary>
public enum RaceExit
{
    /// <summary>It was not.</summary>
    None,

    /// <summary>Its margin score could hardly become significant any more: it harms, or does too little.</summary>
    Score,

    /// <summary>Its accuracy could hardly become significantly better than the base model's any more.</summary>
    Accuracy,

    /// <summary>It could hardly catch up with the leader any more.</summary>
    Overtaken,
}
