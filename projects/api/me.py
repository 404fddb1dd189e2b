"""Who the caller is, and what waits for them."""

from rest_framework.response import Response

from projects.api import outgoing
from verifier.desk.api.describing import reads
from verifier.desk.api.doors import Door, Signed


class Me(Door):
    @reads(outgoing.Me)
    def get(self, request: Signed) -> Response:
        """Who I am, the offices I hold, the clients I speak for, what waits for me."""
        return Response(outgoing.Me(request.user).data)
