using System.Net;
using VideoWall.Floor;

var address = new IPEndPoint(IPAddress.Loopback, int.Parse(Environment.GetEnvironmentVariable("PORT")!));
if (args is ["write"])
{
    BareWrites.Run(address);
}
else
{
    await Receiver.Run(address);
}
