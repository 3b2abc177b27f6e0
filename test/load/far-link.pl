# Two people far away: `perl far-link.pl`. Makes two pairs of network interfaces, far0–far1 and far2–far3, and carries IP packets between the ends of
# each pair: late, and not all of them. It reads what to do, a line each: `delay <seconds> <share that is lost>`, `cut`, `join`. It prints `ready`, and
# ends with its input. As `tc netem` does it, for kernels that have no netem.
use strict;
use warnings;
use Time::HiRes qw(time);

use constant TUNSETIFF => 0x400454ca;
use constant TUN_WITHOUT_HEADER => 0x1001;

my @ends = map {
  open(my $end, '+<', '/dev/net/tun') or die "no /dev/net/tun: $!";
  ioctl($end, TUNSETIFF, pack('Z16 s x22', "far$_", TUN_WITHOUT_HEADER)) or die "far$_: $!";
  $end
} 0 .. 3;
my @waiting = map { [] } @ends;
my ($delay, $lost, $is_cut) = (0, 0, 0);
$| = 1;
print "ready\n";

while (1) {
  my $soonest;
  my $now = time;
  for my $to (0 .. 3) {
    my $queue = $waiting[$to];
    syswrite($ends[$to], (shift @$queue)->[1]) while @$queue and $queue->[0][0] <= $now;
    $soonest = $queue->[0][0] if @$queue and (!defined $soonest or $queue->[0][0] < $soonest);
  }
  my $ready = '';
  vec($ready, fileno($_), 1) = 1 for @ends, *STDIN;
  my $wait = defined $soonest ? ($soonest > $now ? $soonest - $now : 0) : undef;
  next if select($ready, undef, undef, $wait) < 1;
  if (vec($ready, fileno(STDIN), 1)) {
    my $read = sysread(STDIN, my $told, 200);
    exit 0 unless $read;
    for (split /\n/, $told) {
      ($delay, $lost) = ($1, $2) if /^delay (\S+) (\S+)/;
      $is_cut = 1 if /^cut/;
      $is_cut = 0 if /^join/;
    }
  }
  for my $from (0 .. 3) {
    next unless vec($ready, fileno($ends[$from]), 1);
    next unless sysread($ends[$from], my $packet, 4000);
    # The other end of the pair.
    push @{$waiting[$from ^ 1]}, [time + $delay, $packet] unless $is_cut or rand() < $lost;
  }
}
