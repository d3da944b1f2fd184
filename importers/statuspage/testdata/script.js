var status = [
  {"page": {"name": "Brook", "url": "https://status.brook.example"},
   "incidents": [{"id": "x1", "name": "Checkout down", "incident_updates": [
     {"status": "resolved", "body": "Certificates were renewed.", "display_at": "2019-02-20T13:40:58.572-06:00"},
     {"status": "investigating", "body": "Checkout fails.", "display_at": "2019-02-20T12:00:19.418-06:00"}]}]}
];
