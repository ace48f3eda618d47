namespace VideoWall.WebFront.Access;

/// <summary>What people and keys may do; each role includes those before it.</summary>
public enum Role
{
    /// <summary>Reads.</summary>
    Viewer,

    /// <summary>Runs a service.</summary>
    Moderator,

    /// <summary>Creates and changes services and churches.</summary>
    Producer,

    /// <summary>Everything: keys and users too.</summary>
    Admin,
}
