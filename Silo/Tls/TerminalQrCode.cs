using System.Text;
using QRCoder;

namespace VideoWall.Silo.Tls;

/// <summary>A QR code in half blocks: two rows of it in one of the terminal's, light on dark as terminals are.</summary>
static class TerminalQrCode
{
    public static string Of(string text)
    {
        using var code = QRCodeGenerator.GenerateQrCode(text, QRCodeGenerator.ECCLevel.L);
        var rows = code.ModuleMatrix; // with its quiet zone
        var drawn = new StringBuilder();
        for (var y = 0; y < rows.Count; y += 2)
        {
            for (var x = 0; x < rows.Count; x++)
            {
                var (upper, lower) = (!rows[y][x], y + 1 >= rows.Count || !rows[y + 1][x]);
                drawn.Append(upper ? (lower ? '█' : '▀') : lower ? '▄' : ' ');
            }
            drawn.Append('\n');
        }
        return drawn.ToString();
    }
}
